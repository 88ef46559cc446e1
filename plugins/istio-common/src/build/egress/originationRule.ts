import type { ManifestObject } from '../manifest';
import type { EgressIntent } from './egressIntent';
import { egressNames } from './egressNames';
import { clientPort } from './egressRoute';

/**
 * Turns plain HTTP into TLS where it leaves the mesh. It is exported to its own
 * namespace only: in the root namespace it would else be the last fallback of
 * every client. `subjectAltNames` always stands beside `sni`, because an `sni`
 * alone switches the check of the server's name off. With a credential Istio
 * takes the CA from Secret `<credential>-cacert`, else from that credential.
 * Source: pilot/pkg/networking/core/cluster_tls.go.
 *
 * @internal
 */
export function originationRule(intent: EgressIntent): ManifestObject {
  const { host, namespace, gateway, client, serverCa, port } = intent;
  const names = egressNames(intent);
  const workload = client?.workload ?? serverCa?.workload;
  const credentialName = client ? names.certificate : serverCa?.secret;
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
        workload && {
          workloadSelector: { matchLabels: { ...workload } },
        }),
      trafficPolicy: {
        portLevelSettings: [
          {
            port: { number: gateway ? port : clientPort(intent) },
            tls: {
              mode: client ? 'MUTUAL' : 'SIMPLE',
              ...(credentialName && { credentialName }),
              sni: host,
              subjectAltNames: [...(intent.serverNames ?? [host])],
            },
          },
        ],
      },
    },
  };
}
