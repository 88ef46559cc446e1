import type {
  EntityStatus,
  Fact,
  FactId,
  Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { NOW } from '../moment';

/** One fact of the card: word, text, origin, and why. */
export function fact(
  id: FactId,
  tone: Tone,
  [word, text, origin, why]: [string, string, string, string],
  change: Partial<Fact> = {},
): Fact {
  return {
    id,
    tone,
    word,
    text,
    origin,
    why: { summary: why, considered: [] },
    lowerBound: false,
    stale: false,
    ...change,
  };
}

/** An answer of the backend with nothing in it but what is given. */
export function entityStatus(
  name: string,
  change: Partial<EntityStatus>,
): EntityStatus {
  return {
    entityRef: `component:default/${name}`,
    state: 'in-mesh',
    generatedAt: NOW.toISOString(),
    facts: [],
    clusters: [],
    clustersWithNothing: 0,
    workloads: [],
    certificates: [],
    exposures: [],
    egress: [],
    findings: [],
    mutedFindings: 0,
    changes: [],
    ...change,
  };
}
