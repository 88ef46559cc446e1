import type { EgressStatus } from '../api/egress';
import type { EntitySelection } from '../api/entityStatus';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from '../api/facts';
import type { KeptAssessment } from '../assess/assessCluster';
import { CompleteFacts } from '../assess/CompleteFacts';
import type { KeptWorkload } from '../assess/keptFacts';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type { EntitySelector } from './entitySelector';
import { inReach, selectorWords, workloadMatcher } from './matchWorkloads';
import { nearestWorkload } from './nearestWorkload';
import {
  ownRefs,
  refsOfCertificate,
  refsOfEgress,
  refsOfExposure,
  refsOfFinding,
  refsOfWorkload,
} from './touchedRefs';

/**
 * What concerns one entity.
 *
 * @public
 */
export interface EntityFacts {
  workloads: WorkloadStatus[];
  certificates: CertificateStatus[];
  exposures: ExposureStatus[];
  findings: FindingStatus[];
  egress: EgressStatus[];
  selection: EntitySelection;
}

function keysOf(refs: Iterable<ObjectRef>): Set<string> {
  return new Set([...refs].map(stringifyObjectRef));
}

/**
 * Whether an external host concerns clients in these namespaces: one that is
 * meant for them or defined there; one for everybody only when it is broken.
 */
function concerns(
  { namespaces, serviceEntry, virtualServices, state }: EgressStatus,
  own: ReadonlySet<string | undefined>,
): boolean {
  if (namespaces.some(name => own.has(name))) return true;
  if (!namespaces.includes('*')) return false;
  const definers = serviceEntry ? [serviceEntry] : virtualServices;
  return (
    state === 'broken' || definers.some(({ namespace }) => own.has(namespace))
  );
}

function inCluster(
  assessment: KeptAssessment,
  matches: (workload: KeptWorkload) => boolean,
): Omit<EntityFacts, 'selection'> {
  const workloads = assessment.workloads.filter(matches);
  if (workloads.length === 0) {
    return {
      workloads: [],
      exposures: [],
      certificates: [],
      findings: [],
      egress: [],
    };
  }
  const own = keysOf(workloads.flatMap(ownRefs));
  const exposures = assessment.exposures.filter(
    exposure =>
      exposure.workloads.some(ref => own.has(stringifyObjectRef(ref))) ||
      exposure.routes.some(
        route => route.service && own.has(stringifyObjectRef(route.service)),
      ),
  );
  const served = keysOf(exposures.flatMap(one => one.certificates));
  const certificates = assessment.certificates.filter(({ ref }) =>
    served.has(stringifyObjectRef(ref)),
  );
  const namespaces = new Set(workloads.map(({ ref }) => ref.namespace));
  const egress = assessment.egress.filter(one => concerns(one, namespaces));
  const reach = keysOf([
    ...workloads.flatMap(refsOfWorkload),
    ...exposures.flatMap(refsOfExposure),
    ...certificates.flatMap(refsOfCertificate),
    ...egress.flatMap(refsOfEgress),
  ]);
  const findings = assessment.findings.filter(finding =>
    refsOfFinding(finding).some(one => reach.has(stringifyObjectRef(one))),
  );
  const complete = new CompleteFacts(assessment);
  return {
    workloads: workloads.map(one => complete.workload(one)),
    exposures,
    certificates,
    findings,
    egress,
  };
}

/**
 * Follows entity → workloads → services → exposures → certificates, with the
 * findings that touch any of them.
 *
 * @public
 */
export function selectForEntity(
  assessments: readonly KeptAssessment[],
  selector: EntitySelector,
): EntityFacts {
  const matches = workloadMatcher(selector);
  const reachable = assessments.filter(
    ({ cluster }) =>
      selector.cluster === undefined || selector.cluster === cluster,
  );
  const found = reachable.map(assessment => inCluster(assessment, matches));
  const count = (workloads: ReadonlyArray<Pick<WorkloadStatus, 'pods'>>) =>
    workloads.reduce((sum, { pods }) => sum + pods.total, 0);
  const clusters = reachable.map((assessment, position) => ({
    cluster: assessment.cluster,
    podsSeen: count(
      assessment.workloads.filter(workload => inReach(workload, selector)),
    ),
    podsMatched: count(found[position].workloads),
  }));
  const workloads = found.flatMap(one => one.workloads);
  const nearest =
    workloads.length === 0
      ? nearestWorkload(reachable, selector, undefined)
      : undefined;
  return {
    workloads,
    exposures: found.flatMap(one => one.exposures),
    certificates: found.flatMap(one => one.certificates),
    findings: found.flatMap(one => one.findings),
    egress: found.flatMap(one => one.egress),
    selection: {
      selector: selectorWords(selector),
      clusters,
      ...(nearest && { nearest }),
    },
  };
}
