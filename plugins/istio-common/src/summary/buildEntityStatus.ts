import type {
  EntityMeshState,
  EntitySelection,
  EntityStatus,
  Fact,
  FactId,
} from '../api/entityStatus';
import type { ChangeStatus } from '../api/facts';
import type { ClusterFreshness } from '../api/freshness';
import type { KeptAssessment } from '../assess/assessCluster';
import { TONES } from '../model/verdicts';
import { certificatesFact } from './certificatesFact';
import { changesFact } from './changesFact';
import type { EntitySelector } from './entitySelector';
import { factBasis } from './factBasis';
import type { FactDraft } from './factDraft';
import { mtlsFact } from './mtlsFact';
import { nearestWorkload } from './nearestWorkload';
import { revisionFact } from './revisionFact';
import { type EntityFacts, selectForEntity } from './selectForEntity';
import { sidecarFact } from './sidecarFact';

/**
 * What an entity's status is made from.
 *
 * @public
 */
export interface EntityStatusInput {
  entityRef: string;
  /** Absent when the entity names no workload. */
  selector: EntitySelector | undefined;
  /** Every configured cluster. */
  clusters: readonly ClusterFreshness[];
  /** Last known rows of those clusters; a cluster without rows is left out. */
  assessments: readonly KeptAssessment[];
  /** Proposed changes of the entity. */
  changes: readonly ChangeStatus[];
  now: Date;
}

const NOTHING: EntityFacts = {
  workloads: [],
  certificates: [],
  exposures: [],
  findings: [],
  egress: [],
  selection: { selector: '', clusters: [] },
};

function entityName(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}

function selectionOf(
  input: EntityStatusInput,
  found: EntityFacts,
): EntitySelection | undefined {
  if (input.selector) return found.selection;
  const nearest = nearestWorkload(
    input.assessments,
    undefined,
    entityName(input.entityRef),
  );
  return nearest && { selector: '', clusters: [], nearest };
}

/**
 * The clusters that concern the entity: those with workloads of it, and those
 * of which nothing is known, because they may have some. When no workload is
 * found, all that were asked.
 */
function concerned(
  { clusters, assessments, selector }: EntityStatusInput,
  found: EntityFacts,
): ClusterFreshness[] {
  const asked = clusters.filter(
    ({ cluster }) =>
      selector?.cluster === undefined || selector.cluster === cluster,
  );
  if (found.workloads.length === 0) return asked;
  const known = new Set(assessments.map(({ cluster }) => cluster));
  const holding = new Set(found.workloads.map(({ cluster }) => cluster));
  return asked.filter(
    ({ cluster }) => holding.has(cluster) || !known.has(cluster),
  );
}

function stateOf(
  { selector, assessments, clusters }: EntityStatusInput,
  { workloads }: EntityFacts,
): EntityMeshState {
  if (!selector) return 'no-annotation';
  if (workloads.length === 0) {
    const tried = assessments.some(
      ({ cluster }) =>
        selector.cluster === undefined || selector.cluster === cluster,
    );
    return tried ? 'no-workload' : 'unknown';
  }
  const holding = clusters.filter(({ cluster }) =>
    workloads.some(workload => workload.cluster === cluster),
  );
  if (
    holding.length > 0 &&
    holding.every(({ istio }) => istio === 'not-installed')
  ) {
    return 'not-installed';
  }
  if (workloads.every(({ dataPlane }) => dataPlane.mode === 'unknown')) {
    return 'unknown';
  }
  return workloads.every(
    ({ dataPlane, revision }) =>
      dataPlane.mode === 'none' && revision.verdict === 'not-in-mesh',
  )
    ? 'not-in-mesh'
    : 'in-mesh';
}

function factDrafts(
  { entityRef, changes, now }: EntityStatusInput,
  state: EntityMeshState,
  found: EntityFacts,
): FactDraft[] {
  const { workloads, certificates, exposures, findings } = found;
  const clusters = workloads.map(({ cluster }) => cluster);
  const served = () =>
    certificatesFact({
      entityRef,
      changes,
      certificates,
      exposures,
      clusters,
      now,
    });
  if (state === 'not-installed') {
    return exposures.length > 0 ? [served()] : [];
  }
  // Workloads that are meant to have no proxy say nothing on the mesh.
  const meshed = workloads.filter(
    ({ revision }) => revision.verdict !== 'not-in-mesh',
  );
  return state === 'in-mesh'
    ? [
        sidecarFact(meshed),
        revisionFact(meshed),
        mtlsFact(meshed),
        served(),
        changesFact({ findings, changes, clusters }),
      ]
    : [];
}

/** The worst fact leads; of equals the one with the nearest deadline, then the first. */
function leadingOf(facts: readonly Fact[]): FactId | undefined {
  const badness = ({ tone }: Fact) => TONES.indexOf(tone);
  const [worst] = facts
    .filter(fact => badness(fact) >= TONES.indexOf('unknown'))
    .sort((a, b) => {
      const byTone = badness(b) - badness(a);
      if (byTone !== 0) return byTone;
      const [x, y] = [a.deadline ?? '~', b.deadline ?? '~'];
      if (x === y) return 0;
      return x < y ? -1 : 1;
    });
  return worst?.id;
}

/**
 * The answer to "how does my component stand in the mesh".
 *
 * @public
 */
export function buildEntityStatus(input: EntityStatusInput): EntityStatus {
  const found = input.selector
    ? selectForEntity(input.assessments, input.selector)
    : NOTHING;
  const state = stateOf(input, found);
  const clusters = concerned(input, found);
  const known = new Set(input.assessments.map(({ cluster }) => cluster));
  const facts = factDrafts(input, state, found).map(
    (draft): Fact => ({ ...draft, ...factBasis(draft.id, clusters, known) }),
  );
  const leading = leadingOf(facts);
  const selection = selectionOf(input, found);
  return {
    entityRef: input.entityRef,
    state,
    generatedAt: input.now.toISOString(),
    facts,
    ...(leading && { leading }),
    ...(selection && { selection }),
    clusters,
    clustersWithNothing: input.clusters.length - clusters.length,
    workloads: found.workloads,
    certificates: found.certificates,
    exposures: found.exposures,
    egress: found.egress,
    findings: found.findings,
    mutedFindings: found.findings.filter(({ muted }) => muted).length,
    changes: [...input.changes],
  };
}
