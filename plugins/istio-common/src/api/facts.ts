import type { JsonObject } from '@backstage/types';
import type { ObjectRef } from '../model/identity';
import type {
  AuthenticationFacts,
  AuthorizationFacts,
  NetworkFacts,
} from './security';
import type { SupplyFacts } from './supply';
import type { SecretCheck } from './trust';
import type {
  CertificateState,
  DataPlaneMode,
  ExposureState,
  InboundMtlsMode,
  RevisionVerdict,
  Tone,
} from '../model/verdicts';

/** One object that was looked at on the way to a verdict. @public */
export interface ConsideredObject {
  ref: ObjectRef;
  /** What it says, for example `STRICT`. */
  says: string;
  /** `workload`, `namespace`, `mesh`, … */
  scope?: string;
  decides: boolean;
  /** Why it decides or why it does not: "oldest match", "workload beats namespace". */
  reason: string;
  /** Creation time, ISO 8601. */
  createdAt?: string;
}

/** The reason of a verdict in one sentence, with the objects behind it. @public */
export interface Why {
  summary: string;
  considered: ConsideredObject[];
}

/** The one thing to do. @public */
export interface NextStep {
  /** Button text: "Restart cart", "Propose DNS solver fix". */
  title: string;
  /** One or two sentences that say what to do and on which object. */
  detail: string;
  /** A template that does it, with its form filled in. */
  template?: { entityRef: string; formData: JsonObject };
  /** A command for who prefers one. */
  command?: string;
}

/** A workload (Deployment, StatefulSet, DaemonSet, bare Pod …) as judged. @public */
export interface WorkloadStatus {
  cluster: string;
  ref: ObjectRef;
  labels: Record<string, string>;
  serviceAccount?: string;
  pods: {
    total: number;
    ready: number;
    /** Pods whose revision and version are the desired ones. */
    current: number;
  };
  dataPlane: {
    mode: DataPlaneMode;
    nativeSidecar: boolean;
    tone: Tone;
    why: Why;
    /** Set on ambient workloads that are bound, or meant to be bound, to a waypoint. */
    waypoint?: {
      ref: ObjectRef;
      /** `denied`: it lets no object of the namespace in; `unknown`: Gateways cannot be read. */
      state:
        | 'bound'
        | 'missing'
        | 'not-ready'
        | 'wrong-type'
        | 'denied'
        | 'unknown';
      tone: Tone;
      reason: string;
    };
    /** The one thing to do when the mode is not the desired one. */
    action?: NextStep;
  };
  proxyVersions: Array<{ version: string; pods: number; inferred: boolean }>;
  revision: {
    desired?: string;
    /** The tag through which it was chosen, when one was. */
    tag?: string;
    actual: Array<{ revision: string; pods: number }>;
    verdict: RevisionVerdict;
    tone: Tone;
    why: Why;
    action?: NextStep;
  };
  mtls: PortMtlsStatus[];
  /** Absent where no proxy enforces policies. */
  authorization?: AuthorizationFacts;
  /** Absent while NetworkPolicies cannot be read. */
  network?: NetworkFacts;
  /** Absent when no pod runs. */
  supply?: SupplyFacts;
  /** Services (name only, same namespace) that select its pods. */
  services: Array<{
    name: string;
    ports: Array<{
      name?: string;
      port: number;
      targetPort: string;
      protocol: string;
    }>;
  }>;
  podList: Array<{
    name: string;
    ready: boolean;
    revision?: string;
    proxyVersion?: string;
    createdAt: string;
    problem?: string;
  }>;
}

/** Effective inbound mTLS of one container port. @public */
export interface PortMtlsStatus {
  /** Container port; 0 stands for every port when the pod declares none. */
  port: number;
  name?: string;
  mode: InboundMtlsMode;
  tone: Tone;
  /** Which level decided. */
  source:
    | 'port'
    | 'workload'
    | 'namespace'
    | 'mesh'
    | 'default'
    | 'annotation'
    | 'no-proxy'
    | 'gateway'
    | 'unknown';
  why: Why;
  /** What would break if the port went STRICT: static analysis, never measured. */
  strict: {
    breaks: 'yes' | 'no' | 'unknown';
    /** Clients without a proxy that could call it, conflicting DestinationRules, … */
    reasons: Array<{ ref: ObjectRef; reason: string }>;
  };
}

/**
 * One link of host → gateway → secret → Certificate → request → order →
 * challenge, or of the way from a client to a host outside the mesh.
 *
 * @public
 */
export interface ChainLink {
  kind:
    | 'Host'
    | 'Gateway'
    | 'Secret'
    | 'Certificate'
    | 'Issuer'
    | 'CertificateRequest'
    | 'Order'
    | 'Challenge'
    /** These four on the way out of the mesh only. */
    | 'ServiceEntry'
    | 'VirtualService'
    | 'DestinationRule'
    | 'Service';
  ref?: ObjectRef;
  title: string;
  /** One word: "Served", "Bound", "Pending", "Refused". */
  state: string;
  tone: Tone;
  detail?: string;
  /** Whether this is the first broken link. */
  broken: boolean;
}

/** A Certificate, or a served secret without one, as judged. Times are ISO 8601. @public */
export interface CertificateStatus {
  cluster: string;
  /** The Certificate, or the Secret when unmanaged. */
  ref: ObjectRef;
  state: CertificateState;
  tone: Tone;
  dnsNames: string[];
  secretName: string;
  issuer?: ObjectRef;
  notBefore?: string;
  notAfter?: string;
  renewalTime?: string;
  /** Share of the lifetime that is left, 0 to 1; absent when not issued. */
  lifetimeLeft?: number;
  failedAttempts?: number;
  nextAttemptAt?: string;
  /** One line, "Issuer mesh-ca is not found in istio-ingress". Absent when nothing is wrong. */
  rootCause?: {
    object: ObjectRef;
    summary: string;
    reason: string;
    message: string;
  };
  why: Why;
  action?: NextStep;
  chain: ChainLink[];
  /** Gateways whose servers use the secret. */
  servedBy: ObjectRef[];
  /** Present when the operator lets Secrets of the cluster be read. */
  secret?: SecretCheck;
}

/** One host on one gateway server and where it leads. @public */
export interface ExposureStatus {
  cluster: string;
  host: string;
  /** `https://host[:port]` or `http://…`, `tls://host` for passthrough. */
  url: string;
  api: 'istio' | 'gateway-api' | 'ingress';
  gateway: ObjectRef;
  server: {
    port: number;
    name?: string;
    protocol: string;
    /** SIMPLE, MUTUAL, OPTIONAL_MUTUAL, PASSTHROUGH, ISTIO_MUTUAL, AUTO_PASSTHROUGH; absent for plain HTTP. */
    tlsMode?: string;
    credentialName?: string;
  };
  /** Namespaces in which pods of the gateway run. */
  gatewayPods: Array<{ namespace: string; pods: number; ready: number }>;
  routes: Array<{
    ref: ObjectRef;
    match: string;
    service?: ObjectRef;
    port?: number;
  }>;
  workloads: ObjectRef[];
  certificates: ObjectRef[];
  /** Tokens at the gateway and behind it; absent where TLS is passed through. */
  authentication?: AuthenticationFacts;
  state: ExposureState;
  tone: Tone;
  why: Why;
  action?: NextStep;
}

/** Something wrong or worth knowing, with the object, the cause and the way out. @public */
export interface FindingStatus {
  cluster: string;
  /** Istio's own code (IST…), Kiali's (KIA…) or ours (MW…). */
  code: string;
  severity: 'error' | 'warning' | 'info';
  ref: ObjectRef;
  /** Other objects that it concerns, such as the Services behind a route. */
  related?: ObjectRef[];
  /** A few words for lists and cards, "host not found". */
  title?: string;
  cause: string;
  fix: string;
  /** Documentation of the code. */
  documentation?: string;
  action?: NextStep;
  muted: boolean;
}

/** One proposed change on its way from pull request to effect. @public */
export interface ChangeStatus {
  id: string;
  entityRef: string;
  template?: string;
  /** "Expose cart at cart.shop.example.com". */
  title: string;
  cluster?: string;
  pullRequest: {
    number: number;
    url: string;
    state: 'open' | 'merged' | 'closed' | 'unknown';
  };
  proposedAt: string;
  mergedAt?: string;
  syncedAt?: string;
  effectiveAt?: string;
  /** How far it came; `effective` is judged apart from `synced`. */
  stage: 'proposed' | 'closed' | 'merged' | 'synced' | 'effective';
  tone: Tone;
  /** What it waits for or why it is not effective, in one sentence. */
  detail: string;
  /** Objects that it writes. */
  objects: ObjectRef[];
}
