import type {
  NextStep,
  PortMtlsStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from '../build/refs';
import {
  allowListed,
  metricsShut,
  networkFine,
  openAccess,
} from '../build/security';
import { supplyFine } from '../build/supply';
import { strictPort, workload } from '../build/workloads';

export const PLAN_RESTART: NextStep = {
  title: 'Plan restart',
  detail:
    'Restart Deployment shop/checkout in eu-2: rolling, 3 pods stay ready (maxUnavailable 0). The template proposes it as a pull request.',
  template: {
    entityRef: 'template:default/restart-workload',
    formData: { cluster: 'eu-2', workload: 'shop/checkout' },
  },
  command: 'kubectl --context eu-2 -n shop rollout restart deployment/checkout',
};

const legacy = {
  ref: ref('PeerAuthentication', 'shop/checkout-legacy'),
  says: 'PERMISSIVE',
  scope: 'workload',
  decides: true,
  reason: 'oldest match',
  createdAt: '2025-03-11T09:00:00Z',
};
const strict = {
  ref: ref('PeerAuthentication', 'shop/checkout-strict'),
  says: 'STRICT',
  scope: 'workload',
  decides: false,
  reason: 'younger, same scope',
  createdAt: '2026-11-19T10:14:00Z',
};
const namespaceDefault = {
  ref: ref('PeerAuthentication', 'shop/default'),
  says: 'STRICT',
  scope: 'namespace',
  decides: false,
  reason: 'workload beats namespace',
  createdAt: '2026-02-02T10:00:00Z',
};
const meshDefault = {
  ref: ref('PeerAuthentication', 'istio-system/default'),
  says: 'PERMISSIVE',
  scope: 'mesh',
  decides: false,
  reason: 'namespace beats mesh',
  createdAt: '2025-01-14T10:00:00Z',
};

const ports: Record<string, PortMtlsStatus> = {
  permissive: {
    port: 8080,
    name: 'http',
    mode: 'PERMISSIVE',
    tone: 'warning',
    source: 'workload',
    why: {
      summary:
        'shop/checkout-strict asks for STRICT, but shop/checkout-legacy also selects app=checkout and is older. Of several workload policies Istio uses the oldest.',
      considered: [legacy, strict, namespaceDefault, meshDefault],
    },
    strict: {
      breaks: 'yes',
      reasons: [
        {
          ref: ref('Deployment', 'batch/invoice-export'),
          reason: 'no proxy (1 pod), namespace batch has no revision label',
        },
      ],
    },
  },
  metrics: {
    port: 9090,
    name: 'metrics',
    mode: 'PERMISSIVE',
    tone: 'warning',
    source: 'port',
    why: {
      summary:
        'shop/checkout-legacy sets portLevelMtls 9090 to PERMISSIVE; a port beats the rest of the policy.',
      considered: [
        { ...legacy, says: 'portLevelMtls 9090: PERMISSIVE', scope: 'port' },
        strict,
        namespaceDefault,
      ],
    },
    strict: {
      breaks: 'yes',
      reasons: [
        {
          ref: ref('Deployment', 'monitoring/prometheus'),
          reason: 'no proxy (2 pods)',
        },
      ],
    },
  },
  strictWorkload: {
    port: 8080,
    name: 'http',
    mode: 'STRICT',
    tone: 'ok',
    source: 'workload',
    why: {
      summary: 'Workload policy shop/checkout-strict is the only one in eu-1.',
      considered: [
        { ...strict, decides: true, reason: 'workload beats namespace' },
        namespaceDefault,
        meshDefault,
      ],
    },
    strict: { breaks: 'no', reasons: [] },
  },
  bypassed: {
    port: 9443,
    name: 'admin',
    mode: 'bypassed',
    tone: 'unknown',
    source: 'annotation',
    why: {
      summary:
        'The pod annotation traffic.sidecar.istio.io/excludeInboundPorts: "9443" leads this port around the proxy, so no policy has an effect on it.',
      considered: [{ ...namespaceDefault, reason: 'has no effect here' }],
    },
    strict: {
      breaks: 'unknown',
      reasons: [],
    },
  },
};

const checkout = ref('Deployment', 'shop/checkout');
const worker = ref('StatefulSet', 'shop/checkout-worker');

/** Two of three pods in eu-2 are behind; the rest is current. */
export const checkoutWorkloads: WorkloadStatus[] = [
  workload('eu-2', checkout, 3, {
    pods: { total: 3, ready: 3, current: 1 },
    proxyVersions: [
      { version: '1.29.4', pods: 2, inferred: false },
      { version: '1.30.3', pods: 1, inferred: false },
    ],
    revision: {
      desired: '1-30-3',
      tag: 'prod',
      actual: [
        { revision: '1-29-4', pods: 2 },
        { revision: '1-30-3', pods: 1 },
      ],
      verdict: 'stale-revision',
      tone: 'warning',
      why: {
        summary:
          'Two pods started on 3 Nov, before tag prod moved from 1-29-4 to 1-30-3 on 17 Nov. A proxy changes its revision only when its pod starts again.',
        considered: [
          {
            ref: ref('Namespace', 'shop'),
            says: 'istio.io/rev=prod',
            scope: 'namespace',
            decides: true,
            reason: 'chooses the tag prod',
          },
          {
            ref: ref('MutatingWebhookConfiguration', 'istio-revision-tag-prod'),
            says: 'prod → 1-30-3',
            scope: 'mesh',
            decides: true,
            reason: 'points the tag at the revision',
          },
        ],
      },
      action: PLAN_RESTART,
    },
    mtls: [ports.permissive, ports.metrics],
    authorization: openAccess,
    network: metricsShut,
    supply: supplyFine,
    podList: [
      {
        name: 'checkout-7d9f5c-k2xwp',
        ready: true,
        revision: '1-29-4',
        proxyVersion: '1.29.4',
        createdAt: '2026-11-03T09:14:00Z',
      },
      {
        name: 'checkout-7d9f5c-vt8qn',
        ready: true,
        revision: '1-29-4',
        proxyVersion: '1.29.4',
        createdAt: '2026-11-03T09:15:00Z',
      },
      {
        name: 'checkout-7d9f5c-m4zrl',
        ready: true,
        revision: '1-30-3',
        proxyVersion: '1.30.3',
        createdAt: '2026-11-18T22:40:00Z',
      },
    ],
  }),
  workload('eu-1', checkout, 4, {
    mtls: [ports.strictWorkload, { ...ports.metrics, source: 'port' as const }],
    authorization: allowListed,
    network: networkFine,
    supply: supplyFine,
  }),
  workload('eu-1', worker, 2, { mtls: [strictPort(8081, 'http')] }),
  workload('eu-2', worker, 1),
  workload('us-1', checkout, 2, {
    proxyVersions: [{ version: '1.31.0', pods: 2, inferred: true }],
    revision: {
      desired: '1-31-0',
      tag: 'canary',
      actual: [{ revision: '1-31-0', pods: 2 }],
      verdict: 'current',
      tone: 'ok',
      why: {
        summary:
          'Namespace label istio.io/rev=canary names the tag canary, and canary points at 1-31-0.',
        considered: [],
      },
    },
    mtls: [strictPort(8080, 'http'), ports.bypassed],
  }),
];
