import type { ControlPlaneStatus } from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

const SOURCE = 'istio.io/latest/docs/releases/supported-releases, 2026-11-20';

/** An istiod of a supported version. */
export function controlPlane(
  cluster: string,
  revision: string,
  change: Partial<ControlPlaneStatus> = {},
): ControlPlaneStatus {
  const version = revision.replaceAll('-', '.');
  return {
    cluster,
    ref: ref('Deployment', `istio-system/istiod-${revision}`),
    revision,
    tags: ['prod'],
    version,
    ready: true,
    tone: 'ok',
    trustDomain: 'cluster.local',
    rootNamespace: 'istio-system',
    outboundTrafficPolicy: 'REGISTRY_ONLY',
    autoMtls: true,
    proxies: [{ version, pods: 41 }],
    support: { state: 'supported', endOfLife: '2027-05-31', source: SOURCE },
    skew: { state: 'ok', detail: 'every proxy runs the version of istiod' },
    why: {
      summary: `istiod ${version} is ready, supported, and no proxy is ahead of it.`,
      considered: [],
    },
    ...change,
  };
}

/** Past the end of support, with proxies that are too old for the next step. */
export function endedControlPlane(cluster: string): ControlPlaneStatus {
  return controlPlane(cluster, '1-28-6', {
    tags: [],
    tone: 'error',
    proxies: [
      { version: '1.28.6', pods: 12 },
      { version: '1.26.1', pods: 2 },
    ],
    support: { state: 'ended', endOfLife: '2026-08-31', source: SOURCE },
    skew: {
      state: 'too-far',
      detail: '2 pods run 1.26.1, more than one minor version behind',
    },
    why: {
      summary:
        'Istio 1.28 is out of support since 31 August 2026, and 14 pods still use this control plane.',
      considered: [
        {
          ref: ref('Deployment', 'istio-system/istiod-1-28-6'),
          says: 'image istio/pilot:1.28.6',
          scope: 'mesh',
          decides: true,
          reason: 'tells the version',
        },
      ],
    },
    action: {
      title: 'Plan the upgrade',
      detail:
        'Move the namespaces that name 1-28-6 to the tag prod, restart their pods, then remove istiod-1-28-6.',
      template: {
        entityRef: 'template:default/upgrade-canary',
        formData: { cluster, from: '1-28-6', to: '1-30-3' },
      },
    },
  });
}
