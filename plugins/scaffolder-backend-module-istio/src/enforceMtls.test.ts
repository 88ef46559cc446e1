import type { JsonObject } from '@backstage/types';
import { readTemplate, TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const ofWorkload: JsonObject = {
  entityRef: 'component:default/cart',
  workload: {
    cluster: 'eu-1',
    namespace: 'shop',
    workload: 'cart',
    labels: { app: 'cart' },
  },
};
const values: JsonObject = {
  scope: 'workload',
  ...ofWorkload,
  mode: 'STRICT',
  ports: [{ port: 9090, mode: 'PERMISSIVE' }],
};

/** The template, run by the scaffolder itself against a git forge. */
describe('template enforce-mtls', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('enforce-mtls');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  it('opens a pull request for a workload, and no second one', async () => {
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

  it('begins with what breaks nothing, and stops at what does', async () => {
    expect(readTemplate('enforce-mtls')).toMatchObject({
      spec: {
        parameters: expect.arrayContaining([
          expect.objectContaining({
            properties: expect.objectContaining({
              mode: expect.objectContaining({ default: 'PERMISSIVE' }),
            }),
          }),
        ]),
      },
    });
    const intentOf = async (change: JsonObject) => {
      const { files } = await backend.dryRun({ ...values, ...change });
      return JSON.parse(files.get('istio/change.json') ?? '{}').intent;
    };
    expect(await intentOf({})).not.toHaveProperty('breaks');
    expect(await intentOf({ acceptBreaks: true })).toMatchObject({
      breaks: 'accept',
    });
  });

  it('does what the preview showed, and nothing else', async () => {
    const { previewId = null, files } = await backend.preview(values);
    expect(files).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: 'clusters/eu-1/shop/cart-mtls.yaml',
          after: expect.stringContaining('mode: STRICT'),
        }),
      ]),
    );
    const preview = { previewId };
    const other = await backend.run({ ...values, mode: 'DISABLE', preview });
    expect(other.status).toBe('failed');
    expect(other.log.join('\n')).toContain('Look at the preview again');
    expect(await backend.repository('pulls?state=all')).toEqual([]);
    const same = await backend.run({ ...values, preview });
    expect(JSON.stringify(same.output)).toContain('Opened pull request #1');
  });

  it.each([
    ['namespace', 'shop', 'istio/shop/default-mtls.yaml'],
    ['mesh', 'istio-system', 'istio/istio-system/default-mtls.yaml'],
  ])(
    'holds for a %s, for no entity, and forgets what was typed before',
    async (scope, namespace, path) => {
      const run = await backend.run({
        ...values,
        scope,
        target: { cluster: 'eu-1', namespace },
      });
      expect([run.status, run.log.at(-1)]).toEqual([
        'completed',
        expect.stringContaining('completed'),
      ]);
      expect(run.log.join('\n')).toContain('for no entity');
      const { files } = await backend.dryRun({
        ...values,
        scope,
        target: { cluster: 'eu-1', namespace },
      });
      expect(files.get(path)).toMatch(/name: default\n/);
      expect(files.get(path)).not.toMatch(/selector|portLevelMtls/);
    },
  );
});
