import type { WorkloadStatus } from '../api/facts';
import type { AssessScope } from './AssessScope';
import type { CommonPart, Draft } from './commonPart';
import { completePort } from './CompleteFacts';
import {
  assessWorkload,
  authorizationOf,
  dataPlaneOf,
  inboundCaseOf,
  networkOf,
  serviceRows,
  supplyOf,
} from './assessWorkload';
import { type WorkloadGroup, labelsOf } from './groupWorkloads';
import { assessInbound } from './mtls/assessInbound';
import type { KeptWorkload } from './keptFacts';
import { clientReasons } from './mtls/clientReasons';
import type { InboundCase } from './mtls/inboundCase';
import { plainClients } from './mtls/plainClients';
import { assessRevision } from './revision/assessRevision';

type Field = keyof WorkloadStatus;
type OwnField = Exclude<Field, 'mtls'>;

/** Everything that is said of one workload, apart from its ports. */
export function workloadDraft(
  scope: AssessScope,
  group: WorkloadGroup,
): Draft<KeptWorkload, InboundCase> {
  return assessWorkload(scope, group);
}

/** The ports of a workload, which it has in common with those that are alike. */
export const WORKLOAD_PORTS: CommonPart<KeptWorkload> = {
  value: assessInbound,
  fill: (status, mtls: KeptWorkload['mtls']) => ({ ...status, mtls }),
};

function reader<F extends OwnField>(field: F) {
  return (scope: AssessScope, group: WorkloadGroup): KeptWorkload[F] =>
    scope.memo(workloadDraft, group).fact[field];
}

/** What clients break at every port that takes plain text: one list for all of them. */
function callersOf(scope: AssessScope) {
  return clientReasons(plainClients(scope));
}

/** Parts that are a result of their own only once somebody asks for them alone. */
const READERS = {
  pods: reader('pods'),
  proxyVersions: reader('proxyVersions'),
  podList: reader('podList'),
};

/**
 * A status of which each part counts as read by itself: a rule that looks at
 * the mTLS of every workload is not run again when a pod becomes ready. It
 * cannot be spread or serialised; who wants the whole takes the fact.
 */
class WorkloadView implements Readonly<Record<Field, unknown>> {
  readonly #scope: AssessScope;
  readonly #group: WorkloadGroup;

  constructor(scope: AssessScope, group: WorkloadGroup) {
    this.#scope = scope;
    this.#group = group;
  }

  get cluster() {
    return this.#scope.context.cluster;
  }

  get ref() {
    return this.#group.ref;
  }

  get labels() {
    return labelsOf(this.#group);
  }

  get serviceAccount() {
    return this.#group.shape.serviceAccount;
  }

  get pods() {
    return this.#scope.memo(READERS.pods, this.#group);
  }

  get dataPlane() {
    return this.#scope.memo(dataPlaneOf, this.#group);
  }

  get proxyVersions() {
    return this.#scope.memo(READERS.proxyVersions, this.#group);
  }

  get revision() {
    return this.#scope.memo(assessRevision, this.#group).revision;
  }

  get mtls() {
    const scope = this.#scope;
    const callers = () => scope.memo(callersOf, undefined);
    return scope
      .memo(assessInbound, scope.memo(inboundCaseOf, this.#group))
      .map(port => completePort(port, callers));
  }

  get authorization() {
    return this.#scope.memo(authorizationOf, this.#group);
  }

  get network() {
    return this.#scope.memo(networkOf, this.#group);
  }

  get supply() {
    return this.#scope.memo(supplyOf, this.#group);
  }

  get services() {
    return this.#scope.memo(serviceRows, this.#group);
  }

  get podList() {
    return this.#scope.memo(READERS.podList, this.#group);
  }
}

/** The status of a workload, for those who look at parts of it. */
export function viewOf(
  scope: AssessScope,
  group: WorkloadGroup,
): WorkloadStatus {
  return new WorkloadView(scope, group);
}

/** The status of every workload, for those who look at parts of it. */
export function workloadViews(scope: AssessScope): WorkloadStatus[] {
  return scope.workloads.map(group => viewOf(scope, group));
}
