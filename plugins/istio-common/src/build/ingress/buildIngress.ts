import { frontIngress } from './frontIngress';
import { ingressCertificate } from './ingressCertificate';
import { ingressGateway } from './ingressGateway';
import { type IngressIntent, ingressHosts } from './ingressIntent';
import { ingressNames } from './ingressNames';
import { ingressRules } from './ingressRules';
import { ingressVirtualService } from './ingressVirtualService';
import { kubernetesGateway } from './kubernetesGateway';
import { ownGateway } from './ownGateway';
import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';

const CLIENTS = {
  SIMPLE: 'clients',
  MUTUAL: 'clients with a certificate',
  OPTIONAL_MUTUAL: 'clients, with or without a certificate,',
} as const;

function trafficEffect(intent: IngressIntent): string {
  const { namespace, tls } = intent;
  const ways = ingressRules(intent).map(({ routes, service }) => {
    const paths = routes
      .map(({ path, type }) => (type === 'prefix' ? `${path}*` : path))
      .join(', ');
    return `${paths} goes to Service ${namespace}/${service.name} port ${service.port}`;
  });
  const pinned = tls.subjectAltNames?.length
    ? `, for client certificates of ${tls.subjectAltNames.join(', ')} only`
    : '';
  return `Traffic after it is ready: the gateway in ${
    intent.gateway.namespace
  } opens ${ingressHosts(intent).join(', ')} on port 443${pinned}; ${ways.join(
    '; ',
  )}.`;
}

/**
 * A gateway belongs to one change, which writes all of it. Others use it as it
 * is: by the labels of its pods, or the Service that istiod makes for it.
 */
function sharingEffect(intent: IngressIntent): string {
  const names = ingressNames(intent);
  const by =
    intent.form === 'gateway-api'
      ? `gateway.service ${names.kubernetesGateway}-istio`
      : `gateway.selector istio=${names.pods}`;
  return `Other exposures of ${intent.namespace} share this gateway without one of their own, by gateway.namespace ${intent.namespace} and ${by}.`;
}

/** What beside the host itself comes into being. */
function otherEffects(intent: IngressIntent): string[] {
  const { front, dns, gateway, namespace, tls } = intent;
  return [
    ...(gateway.own
      ? [
          `A gateway of its own starts in ${namespace}: ${gateway.own.replicas.min} to ${gateway.own.replicas.max} pods that may read the Secrets of ${namespace}.`,
          sharingEffect(intent),
        ]
      : []),
    ...(front
      ? [
          `IngressClass ${front.ingressClassName} passes TLS on unopened; its controller must have passthrough turned on.`,
        ]
      : []),
    ...(tls.clientCa
      ? [
          `Clients are verified against the CA in ca.crt of ${
            tls.clientCa.includes('://')
              ? tls.clientCa
              : `Secret ${gateway.namespace}/${tls.clientCa}`
          }, which must be there: without it nobody gets in.`,
        ]
      : []),
    ...(dns ? ['The DNS record is written by external-dns.'] : []),
  ];
}

function trafficObjects(intent: IngressIntent): ManifestObject[] {
  return intent.form === 'gateway-api'
    ? kubernetesGateway(intent)
    : [
        ...ownGateway(intent),
        ingressGateway(intent),
        ingressVirtualService(intent),
      ];
}

/**
 * The definitions that let clients reach a Service at a host: a Certificate in
 * the namespace of the gateway's pods, the gateway's configuration and the
 * route, and where wanted a gateway of its own and what stands before it.
 *
 * @public
 */
export function buildIngress(intent: IngressIntent): BuiltDefinitions {
  const { cluster, host, issuer, namespace, service, tls } = intent;
  const names = ingressNames(intent);
  const hosts = ingressHosts(intent);
  return {
    objects: [
      ingressCertificate(intent),
      ...trafficObjects(intent),
      ...frontIngress(intent),
    ],
    summary: `Let ${CLIENTS[tls.mode]} reach ${namespace}/${
      service.name
    } at https://${host}${
      hosts.length > 1 ? ` and ${hosts.length - 1} more` : ''
    } in ${cluster}.`,
    effects: [
      `Certificate first: ${issuer.kind} ${issuer.name} signs ${hosts.join(
        ', ',
      )}.`,
      trafficEffect(intent),
      ...otherEffects(intent),
      'No pod restarts. Other hosts and mTLS modes stay as they are.',
    ],
    rollback: `Revert this pull request. The host closes at the next sync and the Certificate goes with it; cert-manager leaves the Secret ${intent.gateway.namespace}/${names.certificate} behind, unused.`,
  };
}
