import type { WorkloadStatus } from '../api/facts';
import type { AssessScope } from './AssessScope';
import {
  assessWorkload,
  authorizationOf,
  dataPlaneOf,
  mtlsOf,
  networkOf,
} from './assessWorkload';
import type { WorkloadGroup } from './groupWorkloads';

type Field = keyof WorkloadStatus;

/** Everything that is said of one workload. */
export function workloadStatus(
  scope: AssessScope,
  group: WorkloadGroup,
): WorkloadStatus {
  return assessWorkload(scope, group);
}

function reader<F extends Field>(field: F) {
  return (scope: AssessScope, group: WorkloadGroup): WorkloadStatus[F] =>
    scope.memo(workloadStatus, group)[field];
}

const READERS = {
  labels: reader('labels'),
  serviceAccount: reader('serviceAccount'),
  pods: reader('pods'),
  dataPlane: dataPlaneOf,
  proxyVersions: reader('proxyVersions'),
  revision: reader('revision'),
  mtls: mtlsOf,
  authorization: authorizationOf,
  network: networkOf,
  supply: reader('supply'),
  services: reader('services'),
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
    return this.#scope.memo(READERS.labels, this.#group);
  }

  get serviceAccount() {
    return this.#scope.memo(READERS.serviceAccount, this.#group);
  }

  get pods() {
    return this.#scope.memo(READERS.pods, this.#group);
  }

  get dataPlane() {
    return this.#scope.memo(READERS.dataPlane, this.#group);
  }

  get proxyVersions() {
    return this.#scope.memo(READERS.proxyVersions, this.#group);
  }

  get revision() {
    return this.#scope.memo(READERS.revision, this.#group);
  }

  get mtls() {
    return this.#scope.memo(READERS.mtls, this.#group);
  }

  get authorization() {
    return this.#scope.memo(READERS.authorization, this.#group);
  }

  get network() {
    return this.#scope.memo(READERS.network, this.#group);
  }

  get supply() {
    return this.#scope.memo(READERS.supply, this.#group);
  }

  get services() {
    return this.#scope.memo(READERS.services, this.#group);
  }

  get podList() {
    return this.#scope.memo(READERS.podList, this.#group);
  }
}

function viewOf(scope: AssessScope, group: WorkloadGroup): WorkloadStatus {
  return new WorkloadView(scope, group);
}

/** The status of every workload, for those who look at parts of it. */
export function workloadViews(scope: AssessScope): WorkloadStatus[] {
  return scope.workloads.map(group => scope.memo(viewOf, group));
}
