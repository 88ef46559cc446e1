import type { ManifestObject } from '../manifest';
import type { EgressIntent } from './egressIntent';
import { egressNames } from './egressNames';
import { PLAIN_PORT } from './egressServiceEntry';

/**
 * Turns plain HTTP into TLS where it leaves the mesh. It is exported to its own
 * namespace only: in the root namespace it would else be the last fallback of
 * every client. `subjectAltNames` always stands beside `sni`, because an `sni`
 * alone switches the check of the server's name off.
 * Source: pilot/pkg/networking/core/cluster_tls.go.
 *
 * @internal
 */
export function originationRule(intent: EgressIntent): ManifestObject {
  const { host, namespace, gateway, client, port } = intent;
  const names = egressNames(intent);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: {
      name: names.originate,
      namespace: gateway?.namespace ?? namespace,
    },
    spec: {
      host,
      exportTo: ['.'],
      // A sidecar takes a credential only from a rule that selects it.
      ...(!gateway &&
        client?.workload && {
          workloadSelector: { matchLabels: { ...client.workload } },
        }),
      trafficPolicy: {
        portLevelSettings: [
          {
            port: { number: gateway ? port : PLAIN_PORT },
            tls: {
              mode: client ? 'MUTUAL' : 'SIMPLE',
              ...(client && { credentialName: names.certificate }),
              sni: host,
              subjectAltNames: [...(intent.serverNames ?? [host])],
            },
          },
        ],
      },
    },
  };
}
