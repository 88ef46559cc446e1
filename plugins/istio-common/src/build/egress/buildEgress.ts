import type { BuiltDefinitions } from '../BuiltDefinitions';
import { manifestCertificate } from '../certificate/manifestCertificate';
import type { ManifestObject } from '../manifest';
import type { EgressIntent } from './egressIntent';
import { egressNames } from './egressNames';
import {
  clientPort,
  egressGateway,
  egressVirtualService,
  ruleToGateway,
} from './egressRoute';
import { egressServiceEntry } from './egressServiceEntry';
import { originationRule } from './originationRule';

const WAYS = {
  PLAIN: 'plain HTTP',
  PASSTHROUGH: 'TLS of their own',
  SIMPLE_TLS: 'plain HTTP that becomes TLS',
  MUTUAL_TLS: 'plain HTTP that becomes TLS with a client certificate',
} as const;

function clientCertificate(intent: EgressIntent): ManifestObject[] {
  const { client, gateway, namespace } = intent;
  if (!client) return [];
  return [
    manifestCertificate({
      name: egressNames(intent).certificate,
      // Beside the pods that present it.
      namespace: gateway?.namespace ?? namespace,
      dnsNames: client.dnsNames,
      uses: ['client'],
      issuer: client.issuer,
      settings: client.certificate,
    }),
  ];
}

function objectsOf(intent: EgressIntent): ManifestObject[] {
  const { gateway, destination, tls } = intent;
  // What is at a gateway that others share is theirs.
  const isShared = gateway?.shared === true;
  const originates =
    !isShared && (tls === 'SIMPLE_TLS' || tls === 'MUTUAL_TLS');
  return [
    ...clientCertificate(intent),
    // A Service of the cluster is known to the mesh already.
    ...(destination === 'service' ? [] : [egressServiceEntry(intent)]),
    // Rules before the route that uses their subset.
    ...(originates ? [originationRule(intent)] : []),
    ...(gateway
      ? [
          ruleToGateway(intent, gateway),
          ...(isShared ? [] : [egressGateway(intent, gateway)]),
          egressVirtualService(intent, gateway),
        ]
      : []),
  ];
}

function effectsOf(intent: EgressIntent): string[] {
  const { namespace, host, gateway, client, serverCa, port } = intent;
  const place = gateway?.namespace ?? namespace;
  const calls = `${host} port ${clientPort(intent)}`;
  return [
    ...(client
      ? [
          `Certificate first: ${client.issuer.kind} ${
            client.issuer.name
          } signs ${client.dnsNames.join(', ')}.`,
          `The CA that signed the certificate of ${host} must be that issuer's, or stand in Secret ${place}/${
            egressNames(intent).certificate
          }-cacert (Set up an issuer, trust bundle).`,
        ]
      : []),
    ...(serverCa
      ? [
          `Secret ${place}/${serverCa.secret} must hold the CA that signed the certificate of ${host} in ca.crt: without it the calls fail.`,
        ]
      : []),
    gateway
      ? `Calls of ${namespace} to ${calls} go through the egress gateway in ${
          gateway.namespace
        }, ${
          gateway.shared
            ? 'by the way out that another namespace has there: its port, TLS settings and client certificate count'
            : `which calls port ${port}`
        }.`
      : `Calls of ${namespace} to ${calls} leave from the sidecar, which calls port ${port}.`,
    'Istio does not keep other ways out closed: only an egress NetworkPolicy does (Bring a namespace into the mesh, whom its pods may call).',
  ];
}

/**
 * The definitions by which clients of a namespace call a host outside the
 * mesh, consistent from the ServiceEntry to the client certificate.
 *
 * @public
 */
export function buildEgress(intent: EgressIntent): BuiltDefinitions {
  const { namespace, host, cluster, gateway, tls } = intent;
  const names = egressNames(intent);
  const place = gateway?.namespace ?? namespace;
  return {
    objects: objectsOf(intent),
    summary: `Let pods of ${namespace} in ${cluster} call ${host} by ${
      WAYS[tls]
    }, ${gateway ? 'through the egress gateway' : 'from their sidecars'}.`,
    effects: effectsOf(intent),
    rollback: `Revert this pull request: calls to ${host} go out as they did before.${
      intent.client
        ? ` cert-manager leaves the Secret ${place}/${names.certificate} behind, unused.`
        : ''
    }`,
  };
}
