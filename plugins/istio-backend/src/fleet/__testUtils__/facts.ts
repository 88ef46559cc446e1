import type {
  CertificateStatus,
  FindingStatus,
  KeptAssessment,
  KeptWorkload,
  TrustRootStatus,
} from '@meshwright/backstage-plugin-istio-common';

const WHY = { summary: 'because', considered: [] };

function deployment(name: string, namespace = 'shop') {
  return { group: 'apps', kind: 'Deployment', namespace, name };
}

/** A workload whose one pod is as it should be. */
export function workload(
  name: string,
  more: Partial<KeptWorkload> & { namespace?: string } = {},
): KeptWorkload {
  const { namespace, ...rest } = more;
  return {
    cluster: 'eu-1',
    ref: deployment(name, namespace),
    labels: { app: name },
    pods: { total: 1, ready: 1, current: 1 },
    dataPlane: { mode: 'sidecar', nativeSidecar: true, tone: 'ok', why: WHY },
    proxyVersions: [],
    revision: {
      desired: '1-30-3',
      actual: [],
      verdict: 'current',
      tone: 'ok',
      why: WHY,
    },
    mtls: [],
    services: [],
    podList: [],
    ...rest,
  };
}

/** A workload that has to be restarted. */
export function behind(
  name: string,
  pods = { total: 3, ready: 3, current: 1 },
): KeptWorkload {
  const { revision, ...rest } = workload(name, { pods });
  return {
    ...rest,
    revision: { ...revision, verdict: 'stale-version', tone: 'warning' },
  };
}

/** What is wrong with a workload. */
export function finding(
  of: string,
  more: Partial<FindingStatus> = {},
): FindingStatus {
  return {
    cluster: 'eu-1',
    code: 'IST0101',
    severity: 'error',
    ref: deployment(of),
    cause: 'it names what is not there',
    fix: 'name what is',
    muted: false,
    ...more,
  };
}

/** A certificate in a state. */
export function certificate(
  name: string,
  state: CertificateStatus['state'],
): CertificateStatus {
  return {
    cluster: 'eu-1',
    ref: {
      group: 'cert-manager.io',
      kind: 'Certificate',
      namespace: 'istio-ingress',
      name,
    },
    state,
    tone: state === 'healthy' ? 'ok' : 'error',
    dnsNames: [`${name}.example.com`],
    secretName: name,
    why: WHY,
    chain: [],
    servedBy: [],
  };
}

/** A root in a state. */
export function trustRoot(state: TrustRootStatus['state']): TrustRootStatus {
  return {
    cluster: 'eu-1',
    revisions: [],
    certificates: [],
    notAfter: '2026-12-01T00:00:00.000Z',
    lifetimeLeft: 0.1,
    state,
    tone: 'warning',
    namespaces: ['shop'],
    namespaceCount: 1,
    majority: true,
    why: WHY,
    ref: {
      group: '',
      kind: 'ConfigMap',
      namespace: 'istio-system',
      name: 'istio-ca-root-cert',
    },
  };
}

/** An assessment of a cluster that has these facts and no more. */
export function assessment(facts: Partial<KeptAssessment>): KeptAssessment {
  return {
    cluster: 'eu-1',
    workloads: [],
    certificates: [],
    exposures: [],
    findings: [],
    controlPlanes: [],
    egress: [],
    trustRoots: [],
    strictReadiness: [],
    plainClients: [],
    ...facts,
  };
}
