import type {
  CertificateStatus,
  ChainLink,
  ExposureStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ref } from './refs';

function healthyChain(host: string, secret: string): ChainLink[] {
  const links: Array<[ChainLink['kind'], string, string, string]> = [
    ['Host', host, 'Served', 'SNI answered by 2 gateway pods'],
    ['Gateway', 'shop/storefront', 'Bound', 'server https, 443, SIMPLE'],
    ['Secret', `istio-ingress/${secret}`, 'Present', 'beside the gateway pods'],
    ['Certificate', `istio-ingress/${secret}`, 'Ready', 'issued and current'],
  ];
  return links.map(([kind, title, state, detail]) => ({
    kind,
    title,
    state,
    detail,
    tone: 'ok',
    broken: false,
    ...(kind === 'Host' ? {} : { ref: ref(kind, title) }),
  }));
}

/** A certificate in the middle of its life. */
export function certificate(
  cluster: string,
  host: string,
  change: Partial<CertificateStatus> = {},
): CertificateStatus {
  const secret = `${host.replaceAll('.', '-')}-tls`;
  return {
    cluster,
    ref: ref('Certificate', `istio-ingress/${secret}`),
    state: 'healthy',
    tone: 'ok',
    dnsNames: [host],
    secretName: secret,
    issuer: ref('ClusterIssuer', 'mesh-ca'),
    notBefore: '2026-10-05T00:00:00Z',
    notAfter: '2027-01-03T00:00:00Z',
    renewalTime: '2026-12-04T16:00:00Z',
    lifetimeLeft: 0.46,
    why: {
      summary: `The renewal of ${host} is due on 4 December, so nothing is late.`,
      considered: [],
    },
    chain: healthyChain(host, secret),
    servedBy: [ref('Gateway', 'shop/storefront')],
    ...change,
  };
}

/** A host that reaches its workload. */
export function exposure(
  cluster: string,
  host: string,
  workloadPath: string,
  change: Partial<ExposureStatus> = {},
): ExposureStatus {
  const [namespace, name] = workloadPath.split('/');
  return {
    cluster,
    host,
    url: `https://${host}`,
    api: 'istio',
    gateway: ref('Gateway', `${namespace}/${name}`),
    server: {
      port: 443,
      name: 'https',
      protocol: 'HTTPS',
      tlsMode: 'SIMPLE',
      credentialName: `${host.replaceAll('.', '-')}-tls`,
    },
    gatewayPods: [{ namespace: 'istio-ingress', pods: 2, ready: 2 }],
    routes: [
      {
        ref: ref('VirtualService', workloadPath),
        match: 'prefix /',
        service: ref('Service', workloadPath),
        port: 8080,
      },
    ],
    workloads: [ref('Deployment', workloadPath)],
    certificates: [
      ref('Certificate', `istio-ingress/${host.replaceAll('.', '-')}-tls`),
    ],
    state: 'exposed',
    tone: 'ok',
    why: {
      summary: `Gateway and VirtualService of ${host} lead to Service ${workloadPath}.`,
      considered: [],
    },
    ...change,
  };
}
