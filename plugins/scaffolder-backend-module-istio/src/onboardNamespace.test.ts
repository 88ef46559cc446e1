import type { JsonObject } from '@backstage/types';
import { parseAllDocuments } from 'yaml';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const values: JsonObject = {
  target: { cluster: 'eu-1', namespace: 'bookinfo' },
  dataPlane: 'sidecar',
  revision: 'prod',
  podSecurity: 'restricted',
  // As the field gives it, with more than the intent asks for.
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
    serviceAccount: 'istio-ingressgateway',
  },
  exposed: [
    { name: 'productpage', labels: { app: 'productpage' }, ports: [9080] },
  ],
  metricsNamespace: 'monitoring',
  withTenant: false,
};
const tenant: JsonObject = {
  withTenant: true,
  subjects: [{ kind: 'Group', name: 'tenant-bookinfo' }],
  domains: ['bookinfo.example.com'],
  issuer: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'mesh-ca' },
  maxDuration: '72h',
};

const kindsIn = (text = '') =>
  parseAllDocuments(text).map(document => document.toJS().kind);

/** The template, run by the scaffolder itself against a git forge. */
describe('template onboard-namespace', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start('onboard-namespace');
  });
  afterAll(() => backend.stop());
  beforeEach(() => backend.forge.reset());

  it('opens a pull request with labels and policies, and no second one', async () => {
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

  it('has no tenant unless one is asked for', async () => {
    const { files, status, error } = await backend.dryRun({
      ...values,
      // Left behind from before the box was unticked.
      ...{ ...tenant, withTenant: false },
    });
    expect([status, error]).toEqual([200, undefined]);
    expect([...files.keys()]).toContain('istio/bookinfo/bookinfo-onboard.yaml');
    expect([...files.values()].join('\n')).not.toMatch(/RoleBinding/);
  });

  it('writes what a tenant needs where it belongs', async () => {
    const { files, error, output } = await backend.dryRun({
      ...values,
      ...tenant,
    });
    expect(error).toBeUndefined();
    expect(kindsIn(files.get('istio/_cluster/bookinfo-onboard.yaml'))).toEqual(
      expect.arrayContaining([
        'ValidatingAdmissionPolicy',
        'ValidatingAdmissionPolicyBinding',
        'ClusterRole',
      ]),
    );
    expect(
      kindsIn(files.get('istio/istio-ingress/bookinfo-onboard.yaml')),
    ).toEqual(['ConfigMap', 'RoleBinding']);
    expect(JSON.stringify(output)).toMatch(
      /clusters\/eu-1\/bookinfo\/bookinfo-onboard\.yaml/,
    );
  });

  it('forgets the revision tag when the choice goes to ambient', async () => {
    const { files, error } = await backend.dryRun({
      ...values,
      dataPlane: 'ambient',
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toMatch(/istio\.io\/dataplane-mode: ambient/);
    expect(text).toMatch(/169\.254\.7\.127\/32/);
    expect(text).not.toMatch(/istio\.io\/rev: /);
  });

  it('needs no gateway where nothing is exposed, and nobody who reads metrics', async () => {
    const { error, files } = await backend.dryRun({
      ...values,
      gateway: {},
      exposed: [],
      metricsNamespace: '',
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toMatch(/deny-by-default/);
    expect(text).not.toMatch(/allow-(metrics|from-ingress)/);
  });

  it.each([
    [
      { target: { cluster: 'eu-1', namespace: 'kube-system' } },
      'namespace belongs to the platform',
    ],
    [
      { ...tenant, subjects: [{ kind: 'Group', name: 'system:masters' }] },
      'belongs to Kubernetes itself',
    ],
  ])('fails on %j with the sentence in the log', async (change, text) => {
    const { status, log } = await backend.run({ ...values, ...change });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain(text);
  });
});
