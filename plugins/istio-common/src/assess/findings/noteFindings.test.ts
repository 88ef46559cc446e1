import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { findingProbe } from '../../testing/findingProbe';
import { rawServiceEntry } from '../../testing/raw/egress';
import { rawIstioObject } from '../../testing/raw/istioObject';
import {
  rawDeployment,
  rawNamespace,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const { statuses } = findingProbe(recordAnswers(__filename));

type Json = Record<string, unknown>;

/** What is found on the objects, and on the same in a namespace that Istio ignores: nothing. */
function found(codes: readonly string[], ...raw: Json[]) {
  const elsewhere = raw.map(one => ({
    ...one,
    metadata: { ...(one.metadata as Json), namespace: 'kube-system' },
  }));
  expect(
    assessRaw(elsewhere).findings.filter(
      ({ code, ref }) => codes.includes(code) && ref.namespace !== undefined,
    ),
  ).toEqual([]);
  return statuses({}, codes, ...raw)
    .map(({ code, ref }) => `${code} ${ref.kind}`)
    .sort();
}

describe('what an object says of itself', () => {
  it('annotations that do nothing', () => {
    const codes = ['IST0107', 'IST0108', 'IST0125', 'IST0135'];
    const inject = { 'sidecar.istio.io/inject': 'true' };
    const misplaced = { 'sidecar.istio.io/bootstrapOverride': 'x' };
    expect(
      found(
        codes,
        rawPod({
          annotations: {
            'sidecar.istio.io/unheard': 'x',
            'sidecar.istio.io/interceptionMode': 'NONSENSE',
            ...inject,
          },
        }),
        // The label says the same; the annotation is what is left.
        rawPod({ app: 'new', annotations: inject, labels: inject }),
        rawDeployment({ annotations: misplaced }),
        rawService({ annotations: misplaced }),
      ),
    ).toEqual([
      'IST0107 Deployment',
      'IST0107 Service',
      'IST0108 Pod',
      'IST0125 Pod',
      'IST0135 Pod',
    ]);
  });

  it.each([
    [{ type: 'Accepted' }],
    [{ type: 'Accepted', reason: 'NoReason' }],
    [{ type: 'Programmed', message: 'no address' }],
    [{ type: 'ResolvedRefs', reason: 'RefNotPermitted', message: 'no grant' }],
  ])('IST0171: the condition %j that is False', condition => {
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'shop' },
      spec: { gatewayClassName: 'istio', listeners: [] },
      status: { conditions: [{ status: 'False', ...condition }] },
    };
    expect(found(['IST0171'], gateway)).toEqual(['IST0171 Gateway']);
  });

  it('IST0151 to IST0155: patches that depend on luck or do nothing', () => {
    const patch = (applyTo: string, operation: string, name?: string) => ({
      applyTo,
      match: {
        ...(name && { proxy: { proxyVersion: '^1\\.30.*' } }),
      },
      patch: { operation, value: { name: name ?? 'own' } },
    });
    const filter = rawIstioObject('networking', 'EnvoyFilter', 'one', {
      configPatches: [
        patch('HTTP_FILTER', 'INSERT_BEFORE', 'lua'),
        { ...patch('HTTP_FILTER', 'INSERT_AFTER', 'lua') },
        patch('HTTP_FILTER', 'REMOVE'),
        patch('CLUSTER', 'REPLACE'),
        patch('HTTP_ROUTE', 'ADD'),
        patch('ROUTE_CONFIGURATION', 'REMOVE'),
      ],
    });
    expect(
      found(['IST0151', 'IST0152', 'IST0153', 'IST0154', 'IST0155'], filter),
    ).toEqual([
      'IST0151 EnvoyFilter',
      'IST0151 EnvoyFilter',
      'IST0152 EnvoyFilter',
      'IST0153 EnvoyFilter',
      'IST0154 EnvoyFilter',
      'IST0155 EnvoyFilter',
    ]);
  });

  it('IST0118 and IST0150: ports that do not tell their protocol', () => {
    const spec = { type: 'ExternalName', externalName: 'db.example.com' };
    expect(
      found(
        ['IST0118', 'IST0150'],
        rawService({
          ports: [{ port: 8080 }, { name: 'web', port: 80 }, { port: 3306 }],
        }),
        rawService({
          name: 'away',
          ports: [{ port: 5432 }, { name: 'tcp', port: 5433 }],
          spec,
        }),
      ),
    ).toEqual([
      'IST0118 Service',
      'IST0118 Service',
      'IST0150 Service',
      'IST0150 Service',
    ]);
  });

  it('IST0163 and IST0164: where webhooks reach their control plane', () => {
    const webhooks = (kind: string, name: string, clientConfig: Json) => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name },
      webhooks: [{ name: 'a.istio.io', clientConfig }],
    });
    const injector = 'MutatingWebhookConfiguration';
    const validator = 'ValidatingWebhookConfiguration';
    expect(
      found(
        ['IST0163', 'IST0164'],
        webhooks(injector, 'istio-sidecar-injector', {}),
        webhooks(injector, 'istio-sidecar-injector-a', { url: 'a:b' }),
        webhooks(injector, 'istio-sidecar-injector-b', {
          url: 'https://10.0.0.1:15017/inject',
        }),
        webhooks(validator, 'istio-validator-c', {
          url: 'https://istiod.example.com/validate',
        }),
        webhooks(validator, 'istiod-default-validator', {
          url: 'https://[fd00::1]/validate',
        }),
      ),
    ).toEqual([
      'IST0163 MutatingWebhookConfiguration',
      'IST0163 MutatingWebhookConfiguration',
      'IST0164 MutatingWebhookConfiguration',
      'IST0164 ValidatingWebhookConfiguration',
    ]);
  });

  it('IST0128 and IST0129: servers whose certificate nobody checks', () => {
    const port = (number: number, tls: Json) => ({ port: { number }, tls });
    const rule = rawIstioObject('networking', 'DestinationRule', 'one', {
      host: 'db.example.com',
      trafficPolicy: {
        tls: { mode: 'SIMPLE' },
        portLevelSettings: [
          port(443, { mode: 'MUTUAL' }),
          port(444, { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' }),
          port(445, { mode: 'ISTIO_MUTUAL' }),
          // Checked against the authorities of the system, by its name.
          port(446, { mode: 'SIMPLE', subjectAltNames: ['db.example.com'] }),
        ],
      },
    });
    expect(found(['IST0128', 'IST0129'], rule)).toEqual([
      'IST0128 DestinationRule',
      'IST0129 DestinationRule',
    ]);
  });

  it('IST0002: fields that Istio drops', () => {
    const route = rawIstioObject('networking', 'VirtualService', 'one', {
      hosts: ['a.example.com'],
      http: [{ fault: { delay: { percent: 5, fixedDelay: '1s' } } }],
    });
    const sidecar = rawIstioObject('networking', 'Sidecar', 'one', {
      outboundTrafficPolicy: { egressProxy: { host: 'x' } },
    });
    expect(found(['IST0002'], route, sidecar)).toEqual([
      'IST0002 Sidecar',
      'IST0002 VirtualService',
    ]);
  });

  it('IST0144 to IST0147: containers of the proxy user, and images to be filled in', () => {
    const user = { securityContext: { runAsUser: 1337 } };
    const auto = { containers: [{ name: 'istio-proxy', image: 'auto' }] };
    const template = (spec: Json, labels: Json = {}) => ({
      template: { metadata: { labels: { app: 'cart', ...labels } }, spec },
    });
    expect(
      found(
        ['IST0144', 'IST0146', 'IST0147'],
        rawPod({ spec: user }),
        rawPod({ app: 'auto', spec: auto }),
        rawDeployment({ app: 'user', template: template(user).template }),
        rawDeployment({ app: 'auto', template: template(auto).template }),
        rawNamespace('shop'),
      ),
    ).toEqual([
      'IST0144 Deployment',
      'IST0144 Pod',
      'IST0146 Deployment',
      'IST0147 Pod',
    ]);
  });

  it('IST0134: TCP without an address takes the port of everyone', () => {
    const ports = [
      { number: 3306, name: 'tcp', protocol: 'TCP' },
      { number: 5432, name: 'tcp-b', protocol: 'TCP' },
    ];
    const mesh = (metadata: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio', namespace: 'istio-system' },
      data: { mesh: `defaultConfig: {proxyMetadata: {${metadata}}}` },
    });
    const entry = rawServiceEntry({ ports });
    const dns = 'ISTIO_META_DNS_CAPTURE: "true"';
    const allocate = 'ISTIO_META_DNS_AUTO_ALLOCATE: "true"';
    const causes = (...raw: unknown[]) =>
      statuses({}, ['IST0134'], ...raw).map(({ cause }) => cause);
    expect(causes(entry)).toEqual([
      expect.stringContaining('port 3306, 5432, which'),
    ]);
    expect(causes(entry, mesh(dns))).toHaveLength(1);
    expect(causes(entry, mesh(`${dns}, ${allocate}`))).toEqual([]);
    expect(
      causes(rawServiceEntry({ ports, addresses: ['240.0.0.1'] })),
    ).toEqual([]);
  });
});
