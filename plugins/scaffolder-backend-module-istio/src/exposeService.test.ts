import type { JsonObject } from '@backstage/types';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const COMPLETED = 'Run completed with status: completed';
const values: JsonObject = {
  entityRef: 'component:default/cart',
  target: { cluster: 'eu-1', namespace: 'shop', service: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  tlsMode: 'SIMPLE',
};

/** The template, run by the scaffolder itself against a git forge. */
describe('template expose-service', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('expose-service');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  const dryRun = (change: JsonObject) =>
    backend.dryRun({ ...values, ...change });
  const runTask = (change: JsonObject = {}) =>
    backend.run({ ...values, ...change });

  it('opens a pull request and shows the way to it', async () => {
    const { log, output } = await runTask();
    expect(log.slice(-3)).toContain(COMPLETED);
    expect(output).toEqual({
      links: [
        {
          title: 'Pull request',
          url: `${backend.forge.url}/platform/gitops/pulls/1`,
        },
        {
          title: 'Watch it take effect',
          url: 'https://backstage.example.com/catalog/default/component/cart/mesh/changes',
        },
        {
          title: 'Component',
          icon: 'catalog',
          entityRef: 'component:default/cart',
        },
      ],
      text: [
        {
          title: 'Result',
          content: expect.stringContaining('Opened pull request #1'),
        },
        {
          title: 'What the pull request says',
          content: expect.stringMatching(
            /^\*\*Let clients reach shop\/cart at .*## Objects.*## Checks: \d+ passed.*## Rollback.*## Verified against/s,
          ),
        },
        {
          title: 'What happens after the merge',
          content: expect.stringMatching(/^- Certificate first: .*\n- Traffic/),
        },
      ],
    });
  });

  it('opens no second one for the same form', async () => {
    await runTask();
    const { output } = await runTask();
    expect(JSON.stringify(output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it('shows files and diff in a dry run, and writes nothing', async () => {
    const { status, error, files, output } = await dryRun({
      tlsMode: 'MUTUAL',
      subjectAltNames: ['partner.example.com'],
    });
    expect([status, error]).toEqual([200, undefined]);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'istio/change.json',
        'istio/istio-ingress/cart-ingress.yaml',
        'istio/shop/cart-ingress.yaml',
      ]),
    );
    expect(JSON.stringify(output)).toMatch(/\+ +- partner\.example\.com/);
    expect(output.text).toContainEqual({
      title: 'Diff',
      content: expect.stringMatching(/^```diff\n[^]*\n```$/),
    });
    expect(await backend.repository('pulls?state=all')).toEqual([]);
  });

  it('takes the CA of clients from where it stands, with MUTUAL only', async () => {
    const clientCa = 'configmap://trust/partners';
    const asked = await dryRun({ tlsMode: 'MUTUAL', clientCa });
    expect([asked.status, asked.error]).toEqual([200, undefined]);
    expect(JSON.stringify(asked.output)).toContain(
      `caCertCredentialName: ${clientCa}`,
    );
    const back = await dryRun({ tlsMode: 'SIMPLE', clientCa });
    expect([back.status, back.error]).toEqual([200, undefined]);
    expect(JSON.stringify(back.output)).not.toContain(clientCa);
  });

  it('takes more hosts, paths and the Gateway API where they are asked for', async () => {
    const {
      status,
      error,
      output: shown,
    } = await dryRun({
      more: true,
      additionalHosts: ['www.shop.example.com'],
      routes: [{ path: '/cart', type: 'exact' }],
      form: 'gateway-api',
      gateway: { namespace: 'istio-ingress', service: 'istio-ingressgateway' },
    });
    expect([status, error]).toEqual([200, undefined]);
    const output = JSON.stringify(shown);
    expect(output).toMatch(/\+ +kind: HTTPRoute|\+kind: HTTPRoute/);
    expect(output).toMatch(/\+ +- www\.shop\.example\.com/);
    expect(output).toMatch(/\+ +value: \/cart/);
  });

  it('goes behind an ingress controller, with a DNS record', async () => {
    const { status, error, output } = await dryRun({
      ...{ more: true, gatewayFrom: 'front', withDns: true },
      ...{ frontController: 'nginx', frontClass: 'public' },
      frontGateway: {
        namespace: 'istio-ingress',
        selector: { istio: 'ingressgateway' },
      },
      frontService: 'istio-ingressgateway',
      dnsTarget: 'edge.example.com',
    });
    expect([status, error]).toEqual([200, undefined]);
    const text = JSON.stringify(output);
    expect(text).toContain('ingressClassName: public');
    expect(text).toContain('external-dns.alpha.kubernetes.io/target');
    expect(text).toContain('edge.example.com');
  });

  it('writes a gateway of its own, and forgets it when "more" is taken back', async () => {
    const asked = { gatewayFrom: 'own', ownCloud: 'aws', ownReach: 'internet' };
    const { error, output } = await dryRun({ ...asked, more: true });
    expect(error).toBeUndefined();
    const text = JSON.stringify(output);
    expect(text).toContain('aws-load-balancer-scheme: internet-facing');
    expect(text).toContain('kind: Deployment');
    const back = await dryRun({ ...asked, more: false });
    expect(back.error).toBeUndefined();
    expect(JSON.stringify(back.output)).not.toContain('kind: Deployment');
  });

  it('leaves out what was typed before "more" was taken back', async () => {
    const { output: shown } = await dryRun({
      more: false,
      additionalHosts: ['left.shop.example.com'],
      form: 'gateway-api',
    });
    const output = JSON.stringify(shown);
    expect(output).toContain('VirtualService');
    expect(output).not.toMatch(/left\.shop|HTTPRoute/);
  });

  it('leaves out client names that belong to another choice', async () => {
    const { log } = await runTask({ subjectAltNames: ['left.behind'] });
    expect(log.slice(-3)).toContain(COMPLETED);
  });

  it.each([
    [
      'a host that no zone allows',
      { host: 'cart.example.org' },
      'Host cart.example.org is outside every zone',
    ],
    [
      'an entity without annotation',
      { entityRef: 'component:default/gift-cards' },
      'Entity component:default/gift-cards names no workload',
    ],
  ])('fails on %s with the sentence in the log', async (_, change, text) => {
    const { log } = await runTask(change);
    expect(log).not.toContain(COMPLETED);
    expect(log).toContainEqual(expect.stringContaining(text));
  });
});
