import {
  worstTone,
  type EntityMeshState,
  type EntityStatus,
  type EntitySummary,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';

/** What a list says of an entity that has no facts. */
const WITHOUT_FACTS: Record<
  Exclude<EntityMeshState, 'in-mesh'>,
  { tone: Tone; word: string }
> = {
  'no-annotation': { tone: 'neutral', word: 'Not connected' },
  'no-workload': { tone: 'warning', word: 'No workload' },
  'not-in-mesh': { tone: 'neutral', word: 'Not in mesh' },
  'not-installed': { tone: 'neutral', word: 'Istio not installed' },
  unknown: { tone: 'unknown', word: 'Unknown' },
};

/** One line of a status: the word of the fact that leads. */
export function summariseStatus(status: EntityStatus): EntitySummary {
  const { entityRef, state, facts } = status;
  if (state !== 'in-mesh') {
    return { entityRef, state, facts, ...WITHOUT_FACTS[state] };
  }
  const leading = facts.find(({ id }) => id === status.leading);
  return {
    entityRef,
    state,
    facts,
    tone: worstTone(facts.map(({ tone }) => tone)),
    word: leading?.word ?? 'Healthy',
  };
}
