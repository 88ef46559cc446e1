import type {
  ObjectRef,
  PortMtlsStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

const CURRENT_WHY = {
  summary:
    'Namespace label istio.io/rev=prod names the tag prod, and prod points at 1-30-3.',
  considered: [
    {
      ref: ref('Namespace', 'shop'),
      says: 'istio.io/rev=prod',
      scope: 'namespace',
      decides: true,
      reason: 'only label that chooses a revision',
    },
  ],
};

/** A workload whose pods all run the desired revision. */
export function workload(
  cluster: string,
  object: ObjectRef,
  pods: number,
  change: Partial<WorkloadStatus> = {},
): WorkloadStatus {
  return {
    cluster,
    ref: object,
    labels: { app: object.name },
    serviceAccount: object.name,
    pods: { total: pods, ready: pods, current: pods },
    dataPlane: {
      mode: 'sidecar',
      nativeSidecar: true,
      tone: 'ok',
      why: CURRENT_WHY,
    },
    proxyVersions: [{ version: '1.30.3', pods, inferred: false }],
    revision: {
      desired: '1-30-3',
      tag: 'prod',
      actual: [{ revision: '1-30-3', pods }],
      verdict: 'current',
      tone: 'ok',
      why: CURRENT_WHY,
    },
    mtls: [],
    services: [{ name: object.name, ports: [] }],
    podList: Array.from({ length: pods }, (_, index) => ({
      name: `${object.name}-7d9f5c-${(index + 40_000).toString(36)}`,
      ready: true,
      revision: '1-30-3',
      proxyVersion: '1.30.3',
      createdAt: '2026-11-18T22:40:00Z',
    })),
    ...change,
  };
}

/** A port that the namespace policy makes strict. */
export function strictPort(
  port: number,
  name: string,
  namespace: string = 'shop',
): PortMtlsStatus {
  return {
    port,
    name,
    mode: 'STRICT',
    tone: 'ok',
    source: 'namespace',
    why: {
      summary: `Namespace policy ${namespace}/default is STRICT and no policy selects the workload.`,
      considered: [
        {
          ref: ref('PeerAuthentication', `${namespace}/default`),
          says: 'STRICT',
          scope: 'namespace',
          decides: true,
          reason: 'namespace beats mesh',
          createdAt: '2026-02-02T10:00:00Z',
        },
        {
          ref: ref('PeerAuthentication', 'istio-system/default'),
          says: 'PERMISSIVE',
          scope: 'mesh',
          decides: false,
          reason: 'namespace beats mesh',
          createdAt: '2025-01-14T10:00:00Z',
        },
      ],
    },
    strict: { breaks: 'no', reasons: [] },
  };
}
