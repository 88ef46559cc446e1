import { ingressCertificate } from './ingressCertificate';
import { ingressGateway } from './ingressGateway';
import type { IngressIntent } from './ingressIntent';
import { ingressNames } from './ingressNames';
import { ingressVirtualService } from './ingressVirtualService';
import type { BuiltDefinitions } from '../BuiltDefinitions';

const CLIENTS = {
  SIMPLE: 'clients',
  MUTUAL: 'clients with a certificate',
  OPTIONAL_MUTUAL: 'clients, with or without a certificate,',
} as const;

function trafficEffect(intent: IngressIntent): string {
  const { routes, service, namespace, tls } = intent;
  const paths = routes
    .map(({ path, type }) => (type === 'prefix' ? `${path}*` : path))
    .join(', ');
  const pinned = tls.subjectAltNames?.length
    ? `, for client certificates of ${tls.subjectAltNames.join(', ')} only`
    : '';
  return `Traffic after it is ready: the gateway in ${intent.gateway.namespace} opens ${intent.host} on port 443${pinned}; ${paths} goes to Service ${namespace}/${service.name} port ${service.port}.`;
}

/**
 * The definitions that let clients reach a Service at a host: a Certificate in
 * the namespace of the gateway's pods, a Gateway and a VirtualService in that
 * of the Service.
 *
 * @public
 */
export function buildIngress(intent: IngressIntent): BuiltDefinitions {
  const { cluster, host, issuer, namespace, service, tls } = intent;
  const names = ingressNames(intent);
  const objects = [
    ingressCertificate(intent),
    ingressGateway(intent),
    ingressVirtualService(intent),
  ];
  return {
    objects,
    summary: `Let ${CLIENTS[tls.mode]} reach ${namespace}/${
      service.name
    } at https://${host} in ${cluster}.`,
    effects: [
      `Certificate first: ${issuer.kind} ${issuer.name} signs ${host}.`,
      trafficEffect(intent),
      'No pod restarts. Other hosts and mTLS modes stay as they are.',
    ],
    rollback: `Revert this pull request. The host closes at the next sync and the Certificate goes with it; cert-manager leaves the Secret ${intent.gateway.namespace}/${names.certificate} behind, unused.`,
  };
}
