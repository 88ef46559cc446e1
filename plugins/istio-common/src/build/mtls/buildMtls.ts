import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { MtlsIntent } from './mtlsIntent';

const MODES = {
  STRICT: 'refuse plain text',
  PERMISSIVE: 'take mTLS and plain text',
  DISABLE: 'take plain text only',
} as const;

function placeOf({ scope, namespace, workload, cluster }: MtlsIntent): string {
  if (scope === 'mesh') return `every workload of the mesh in ${cluster}`;
  return scope === 'namespace'
    ? `every workload of ${namespace} in ${cluster}`
    : `${namespace}/${workload?.name} in ${cluster}`;
}

function portsOf({ ports }: MtlsIntent) {
  return Object.fromEntries(
    ports.map(({ port, mode }) => [String(port), { mode }]),
  );
}

/**
 * The PeerAuthentication of an intent. One without a selector is named
 * `default`: of several in a namespace Istio takes the oldest.
 * Source: pilot/pkg/security/authn/policy_applier.go.
 *
 * @public
 */
export function buildMtls(intent: MtlsIntent): BuiltDefinitions {
  const { namespace, workload, mode, ports } = intent;
  const name = workload?.name ?? 'default';
  const exceptions = ports
    .map(one => `port ${one.port} will ${MODES[one.mode]}`)
    .join(', ');
  return {
    objects: [
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name, namespace },
        spec: {
          ...(workload && {
            selector: { matchLabels: { ...workload.labels } },
          }),
          mtls: { mode },
          ...(ports.length > 0 && { portLevelMtls: portsOf(intent) }),
        },
      },
    ],
    summary: `Make ${placeOf(intent)} ${MODES[mode]}.`,
    effects: [
      `At the next sync, without a restart, ${placeOf(intent)} will ${
        MODES[mode]
      }${exceptions && `; ${exceptions}`}.`,
      ...(mode === 'STRICT'
        ? [
            'Clients without a proxy and DestinationRules that disable TLS fail then. Connections that are open stay as they are.',
          ]
        : []),
      ...(mode === 'PERMISSIVE'
        ? [
            'What still comes in plain text is counted in istio_requests_total of the destination with connection_security_policy="none"; once nothing is, STRICT is the next stage.',
          ]
        : []),
    ],
    breaks: [
      `The next wider PeerAuthentication decides for ${placeOf(
        intent,
      )}; where there is none, plain text is taken.`,
    ],
    rollback: `Revert this pull request: the mode that applied before PeerAuthentication ${namespace}/${name} returns at the next sync.`,
  };
}
