import type { JsonObject } from '@backstage/types';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const FILE = 'istio/shop/cart-client-certificate.yaml';
const values: JsonObject = {
  entityRef: 'component:default/cart',
  target: { cluster: 'eu-1', namespace: 'shop' },
  name: 'cart-client',
  dnsNames: ['cart.shop.example.com'],
  use: 'client',
  // As the field leaves it when nothing was chosen: the zone decides.
  issuer: {},
  duration: '72h',
  renewBefore: '24h',
};

/** The template, run by the scaffolder itself against a git forge. */
describe('template request-certificate', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('request-certificate');
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
    expect(await backend.repository('pulls/1')).toMatchObject({
      title:
        'mesh(shop): get a client certificate for cart.shop.example.com into Secret shop/cart-client [eu-1]',
    });
    const again = await backend.run(values);
    expect(JSON.stringify(again.output)).toContain(
      'Pull request #1 has the wanted state already',
    );
  });

  it('takes the issuer of the zone, or the one that is chosen', async () => {
    const zone = await backend.dryRun(values);
    expect(zone.error).toBeUndefined();
    expect(zone.files.get(FILE)).toMatch(
      /kind: ClusterIssuer\n +name: mesh-ca/,
    );
    const issuer = { group: 'cert-manager.io', kind: 'Issuer', name: 'vault' };
    const own = await backend.dryRun({ ...values, issuer, use: 'both' });
    expect(own.files.get(FILE)).toMatch(/kind: Issuer\n +name: vault/);
    expect(own.files.get(FILE)).toMatch(/- server auth\n +- client auth/);
  });

  it('fails with a line for each field that is wrong', async () => {
    const { status, log } = await backend.run({
      ...values,
      dnsNames: ['cart.elsewhere.example'],
      renewBefore: '100h',
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toMatch(
      /- issuer is missing, give it\n- certificate\.renewBefore is not shorter/,
    );
  });
});
