import type { JsonObject } from '@backstage/types';
import { parseAllDocuments } from 'yaml';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const values: JsonObject = {
  entityRef: 'component:default/cart',
  workload: {
    cluster: 'eu-1',
    namespace: 'shop',
    workload: 'cart',
    labels: { app: 'cart' },
  },
  host: 'api.partner.com',
  destination: 'internet',
  tls: 'SIMPLE_TLS',
  via: 'sidecar',
  gatewayService: 'istio-egressgateway',
};
const mutual: JsonObject = {
  tls: 'MUTUAL_TLS',
  clientNames: ['cart.shop.example.com'],
  issuer: {},
};
const gateway = {
  namespace: 'istio-egress',
  selector: { istio: 'egressgateway' },
  serviceAccount: 'egress',
};

function objectsIn(files: Map<string, string>) {
  return [...files]
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text))
    .map(document => document.toJS())
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)
    .sort();
}

/** The template, run by the scaffolder itself against a git forge. */
describe('template call-out', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('call-out');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  it('opens a pull request, and no second one', async () => {
    const first = await backend.run(values);
    expect([first.status, first.log.at(-1)]).toEqual([
      'completed',
      expect.stringContaining('completed'),
    ]);
    expect(JSON.stringify(first.output)).toContain('Opened pull request #1');
    const again = await backend.run(values);
    expect(JSON.stringify(again.output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it.each<[string, JsonObject, string[]]>([
    [
      'straight, and forgets a client that was typed before',
      { ...mutual, tls: 'SIMPLE_TLS', serverNames: [] },
      ['DestinationRule shop', 'ServiceEntry shop'],
    ],
    [
      'straight with a client certificate',
      mutual,
      ['Certificate shop', 'DestinationRule shop', 'ServiceEntry shop'],
    ],
    [
      'through the gateway by the way out of another namespace, whatever was typed before',
      {
        ...{ ...mutual, via: 'gateway', gateway, gatewayShared: true },
        serverNames: ['api.partner.com'],
      },
      ['DestinationRule shop', 'ServiceEntry shop', 'VirtualService shop'],
    ],
    [
      'straight, though a gateway was shared before',
      { ...mutual, gatewayShared: true },
      ['Certificate shop', 'DestinationRule shop', 'ServiceEntry shop'],
    ],
    [
      'through the gateway with a client certificate',
      { ...mutual, via: 'gateway', gateway },
      [
        'Certificate istio-egress',
        'DestinationRule istio-egress',
        'DestinationRule shop',
        'Gateway shop',
        'ServiceEntry shop',
        'VirtualService shop',
      ],
    ],
    [
      'plainly, and forgets names of servers',
      { tls: 'PLAIN', serverNames: ['api.partner.com'] },
      ['ServiceEntry shop'],
    ],
  ])('calls %s', async (_, change, objects) => {
    const { files, error } = await backend.dryRun({ ...values, ...change });
    expect(error).toBeUndefined();
    expect(objectsIn(files)).toEqual(objects);
  });

  it('fails on a client with the name of the server', async () => {
    const { status, log } = await backend.run({
      ...values,
      ...mutual,
      clientNames: ['api.partner.com'],
      issuer: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'x' },
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain('- client.dnsNames names the server');
  });
});
