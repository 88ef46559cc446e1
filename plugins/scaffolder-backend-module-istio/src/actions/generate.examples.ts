import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

function example(
  kind: string,
  description: string,
  input: object,
): TemplateExample {
  return {
    description,
    example: stringify({
      steps: [
        {
          id: 'generate',
          action: `istio:generate:${kind}`,
          name: 'Write the definitions',
          input,
        },
      ],
    }),
  };
}

const cart = {
  entityRef: 'component:default/cart',
  cluster: 'eu-1',
  namespace: 'shop',
};
const service = { name: 'cart', port: 8080 };
const host = 'cart.shop.example.com';
const gateway = { namespace: 'istio-ingress' };

/** By kind of intent; executed in the test of the action. @internal */
export const generateExamples: Readonly<Record<string, TemplateExample[]>> = {
  ingress: [
    example(
      'ingress',
      'Expose a service at a host; gateway and issuer come from the zone that holds the host',
      { ...cart, service, host },
    ),
    example(
      'ingress',
      'Ask clients for a certificate and accept one client only',
      {
        ...{ ...cart, service, host },
        tls: { mode: 'MUTUAL', subjectAltNames: ['partner.example.com'] },
        routes: [{ path: '/cart', type: 'prefix' }],
      },
    ),
    example('ingress', 'Name gateway and issuer, where no zone is configured', {
      ...{ ...cart, service, host },
      gateway: { ...gateway, selector: { istio: 'ingressgateway' } },
      issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
      certificate: { duration: '720h', renewBefore: '240h' },
    }),
    example(
      'ingress',
      'Take an exposure back: the pull request takes its definitions out',
      { ...{ ...cart, service, host }, remove: true },
    ),
  ],
  certificate: [
    example(
      'certificate',
      'Get a client certificate for the pods of a service',
      {
        ...cart,
        name: 'cart-client',
        dnsNames: ['cart.clients.example.com'],
        uses: ['client'],
        issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
      },
    ),
    example(
      'certificate',
      'Get a server certificate; the zone that holds its name says who signs',
      { ...cart, name: 'cart-tls', dnsNames: ['cart.shop.example.com'] },
    ),
  ],
  egress: [
    example('egress', 'Call a partner over TLS, straight from the sidecar', {
      ...cart,
      host: 'api.partner.com',
      tls: 'SIMPLE_TLS',
    }),
    example(
      'egress',
      'Call a partner through the egress gateway with a client certificate',
      {
        ...cart,
        host: 'api.partner.com',
        tls: 'MUTUAL_TLS',
        gateway: { namespace: 'istio-egress' },
        client: {
          dnsNames: ['cart.clients.example.com'],
          issuer: { name: 'mesh-ca' },
        },
      },
    ),
  ],
  jwt: [
    example(
      'jwt',
      'Ask for a token of the company at the gateway and at the workload',
      {
        entityRef: cart.entityRef,
        cluster: 'eu-1',
        name: 'cart',
        issuer: {
          url: 'https://sso.example.com/realms/shop',
          audiences: ['shop'],
        },
        gateway,
        hosts: [host],
        workload: {
          namespace: 'shop',
          name: 'cart',
          labels: { app: 'cart' },
          claims: [{ name: 'groups', values: ['buyers'] }],
        },
      },
    ),
  ],
  issuer: [
    example('issuer', 'Let a Vault sign the certificates of a namespace', {
      cluster: 'eu-1',
      namespace: 'istio-ingress',
      name: 'vault-issuer',
      type: 'vault',
      vault: {
        server: 'https://vault.vault.svc:8200',
        caBundle: { name: 'vault-ca' },
        auth: { role: 'issuer' },
        pki: { role: 'shop', allowedDomains: ['shop.example.com'] },
      },
    }),
  ],
  onboard: [
    example('onboard', 'Bring a namespace into the mesh, with a tenant', {
      cluster: 'eu-1',
      namespace: 'shop',
      revision: 'prod',
      gateway,
      exposed: [{ name: 'cart', labels: { app: 'cart' }, ports: [8080] }],
      tenant: {
        subjects: [{ name: 'tenant-shop' }],
        domains: ['shop.example.com'],
        issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
        maxDuration: '72h',
      },
    }),
  ],
  install: [
    example('install', 'Install a mesh, delivered by Argo CD', {
      cluster: 'eu-1',
      version: '1.30.3',
      gateways: [{ name: 'istio-ingressgateway', namespace: 'istio-ingress' }],
      delivery: {
        by: 'argocd',
        namespace: 'argocd',
        valuesFrom: {
          repoUrl: 'https://git.example.com/platform/gitops.git',
          revision: 'main',
        },
      },
    }),
  ],
  upgrade: [
    example('upgrade', 'Install a newer control plane beside the old one', {
      cluster: 'eu-1',
      step: 'install',
      from: { version: '1.29.6' },
      to: { version: '1.30.3' },
      delivery: { by: 'argocd' },
    }),
  ],
  observe: [
    example('observe', 'Log the requests that fail, in the whole mesh', {
      cluster: 'eu-1',
      accessLogs: {
        scope: 'mesh',
        namespace: 'istio-system',
        mode: 'SERVER',
        filter: 'response.code >= 400',
      },
    }),
  ],
  mtls: [
    example('mtls', 'Refuse plain text in a whole namespace', {
      cluster: 'eu-1',
      scope: 'namespace',
      namespace: 'shop',
    }),
    example('mtls', 'Refuse plain text, but not on the port of the probes', {
      ...cart,
      scope: 'workload',
      workload: { name: 'cart', labels: { app: 'cart' } },
      ports: [{ port: 9090, mode: 'PERMISSIVE' }],
    }),
  ],
};
