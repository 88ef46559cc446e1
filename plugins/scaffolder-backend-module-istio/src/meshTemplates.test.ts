import type { JsonObject } from '@backstage/types';
import { parseAllDocuments } from 'yaml';
import { TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const INSTALL: JsonObject = {
  cluster: 'eu-1',
  version: '1.30.3',
  tag: 'prod',
  mode: 'sidecar',
  delivery: 'argocd',
  trustDomain: 'cluster.local',
  outboundTraffic: 'REGISTRY_ONLY',
  accessLogs: 'json',
  gateways: [{ name: 'istio-ingressgateway', namespace: 'istio-ingress' }],
  ca: 'self-signed',
};

const UPGRADE: JsonObject = {
  ...INSTALL,
  step: 'install',
  fromVersion: '1.29.6',
  toVersion: '1.30.3',
  canaryTag: 'canary',
};

const namesIn = (files: Map<string, string>) =>
  [...files]
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text))
    .map(document => document.toJS())
    .map(({ kind, metadata }) => `${kind} ${metadata?.name}`);

function suite(
  template: string,
  run: (backend: () => TemplateBackend) => void,
  files: Record<string, string> = {},
) {
  describe(`template ${template}`, () => {
    let backend: TemplateBackend;
    beforeAll(async () => {
      backend = await TemplateBackend.start(template, files);
    });
    afterAll(() => backend.stop());
    beforeEach(() => backend.forge.reset());
    run(() => backend);
  });
}

suite('install-mesh', backend => {
  it('opens a pull request, and no second one', async () => {
    const first = await backend().run(INSTALL);
    expect([first.status, JSON.stringify(first.output)]).toEqual([
      'completed',
      expect.stringContaining('Opened pull request #1'),
    ]);
    const again = await backend().run(INSTALL);
    expect(JSON.stringify(again.output)).toContain(
      'has the wanted state already',
    );
  });

  it('writes the charts, the tag, and beside them what people run', async () => {
    const { files, error } = await backend().dryRun({
      ...INSTALL,
      delivery: 'flux',
      mode: 'ambient',
      registry: 'harbor.example.com/istio',
      ca: 'cert-manager',
      issuer: { kind: 'ClusterIssuer', name: 'root' },
      authorityName: 'Mesh of eu-1',
    });
    expect(error).toBeUndefined();
    expect(namesIn(files)).toEqual(
      expect.arrayContaining([
        'Namespace istio-cni',
        'Certificate cacerts',
        'HelmRelease istiod-1-30-3',
        'HelmRelease ztunnel',
        'MutatingWebhookConfiguration istio-revision-tag-prod',
      ]),
    );
    expect([...files.keys()].join('\n')).toContain('mesh/copy-images.sh');
  });

  it('forgets the issuer when the choice goes back', async () => {
    const { files, error } = await backend().dryRun({
      ...INSTALL,
      issuer: { kind: 'ClusterIssuer', name: 'root' },
      authorityName: 'Mesh of eu-1',
    });
    expect(error).toBeUndefined();
    expect(namesIn(files).join('\n')).not.toContain('Certificate');
  });
});

/** What the installation wrote of a gateway that an upgrade changes. */
const INSTALLED_GATEWAY = {
  'clusters/eu-1/argocd/kustomization.yaml': 'resources: [mesh-install.yaml]\n',
  'clusters/eu-1/argocd/mesh-install.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: istio-ingressgateway, namespace: argocd}
spec:
  source: {helm: {valuesObject: {service: {type: ClusterIP}}}}
`,
};

const WAVE = {
  namespaces: [{ name: 'shop' }],
  restart: [{ kind: 'StatefulSet', namespace: 'shop', name: 'orders' }],
};

const upgradeMesh = (backend: () => TemplateBackend) => {
  it('starts the new control plane beside the old, in the file of the installation', async () => {
    const { error, output, files } = await backend().dryRun(UPGRADE);
    expect(error).toBeUndefined();
    expect(namesIn(files)).toContain('Application istiod-1-30-3');
    expect(JSON.stringify(output)).toContain('argocd/mesh-install.yaml');
  });

  it('pulls from the registry with the Secret of the installation', async () => {
    const { error, files } = await backend().dryRun({
      ...UPGRADE,
      registry: 'harbor.example.com/istio',
      pullSecret: 'harbor',
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toContain('hub: harbor.example.com/istio');
    expect(text).toMatch(/imagePullSecrets:\n\s+- (name: )?harbor\n/);
  });

  it('keeps the settings of the installation that the form names', async () => {
    const { error, files } = await backend().dryRun({
      ...UPGRADE,
      rootNamespace: 'mesh-root',
      cniNamespace: 'mesh-nodes',
      platform: 'openshift',
      variant: 'debug',
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toContain('rootNamespace: mesh-root');
    expect(text).toContain('namespace: mesh-nodes');
    expect(text).toContain('platform: openshift');
    expect(text).toContain('variant: debug');
  });

  it('changes of a gateway what follows, and its Service only where the form says so', async () => {
    const [gateway] = INSTALL.gateways as JsonObject[];
    const promoted = async (one: JsonObject) => {
      const { error, files } = await backend().dryRun({
        ...{ ...UPGRADE, step: 'promote', gateways: [one] },
      });
      expect(error).toBeUndefined();
      return [...files.values()].join('\n');
    };
    expect(await promoted(gateway)).not.toContain('type: LoadBalancer');
    const told = await promoted({ ...gateway, serviceType: 'LoadBalancer' });
    expect(told).toContain('type: LoadBalancer');
  });

  it('moves a wave, with the list of restarts', async () => {
    const { error, files, output } = await backend().dryRun({
      ...UPGRADE,
      step: 'move',
      wave: 2,
      moved: WAVE,
    });
    expect(error).toBeUndefined();
    expect([...files.keys()].join('\n')).toContain(
      'mesh/restart-1-30-3-wave-2.sh',
    );
    expect(JSON.stringify(output)).toContain('shop/shop-onboard.yaml');
  });

  it('promotes and forgets what was typed for another step', async () => {
    const { error, files } = await backend().dryRun({
      ...UPGRADE,
      step: 'promote',
      unused: true,
      wave: 7,
      moved: WAVE,
    });
    expect(error).toBeUndefined();
    expect(namesIn(files)).toContain(
      'MutatingWebhookConfiguration istio-revision-tag-prod',
    );
    expect([...files.keys()].join('\n')).not.toMatch(/shop|restart/);
  });

  it.each([
    ['promote', 'promoted', 'prod'],
    ['rollback', 'rolledBack', 'prod'],
  ])('%s labels and restarts what its field says', async (step, field, tag) => {
    const { error, files } = await backend().dryRun({
      ...{ ...UPGRADE, step, [field]: WAVE },
    });
    expect(error).toBeUndefined();
    const text = [...files.values()].join('\n');
    expect(text).toMatch(
      new RegExp(`name: shop\\n {2}labels:\\n {4}istio.io/rev: ${tag}`),
    );
    expect(text).toContain("rollout restart 'statefulset/orders'");
  });

  it('removes the old control plane, which an earlier run had written', async () => {
    const before = { ...UPGRADE, fromVersion: '1.28.4', toVersion: '1.29.6' };
    const { status } = await backend().run(before);
    expect(status).toBe('completed');
    const removal = { ...UPGRADE, step: 'remove', unused: true };
    const { error, output } = await backend().dryRun(removal);
    expect(error).toBeUndefined();
    expect(JSON.stringify(output)).toContain('Control plane 1-29-6 goes');
  });

  it('refuses a skipped minor release with the sentence in the log', async () => {
    const { status, log } = await backend().run({
      ...UPGRADE,
      fromVersion: '1.28.4',
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain('skips 1 minor release after 1.28.4');
  });

  it('makes no gateway of the defaults of its chart', async () => {
    const { error } = await backend().dryRun({
      ...{ ...UPGRADE, step: 'promote' },
      gateways: [{ name: 'unknown', namespace: 'istio-ingress' }],
    });
    expect(JSON.stringify(error)).toContain(
      'does not define gateway unknown: there is no Application unknown in clusters/eu-1/argocd/mesh-install.yaml',
    );
  });
};

suite('upgrade-mesh', upgradeMesh, INSTALLED_GATEWAY);

suite('observe-mesh', backend => {
  const observe = {
    ...{ cluster: 'eu-1', name: 'mesh', logs: true, metrics: true },
    ...{ dashboards: true, splunk: false, logScope: 'mesh' },
    logNamespace: 'istio-system',
    monitorNamespace: 'monitoring',
    monitorLabels: { release: 'prometheus' },
  };

  it('opens a pull request with logs, monitors and dashboards', async () => {
    const { status, output } = await backend().run(observe);
    expect([status, JSON.stringify(output)]).toEqual([
      'completed',
      expect.stringContaining('Opened pull request #1'),
    ]);
  });

  it('writes no token of Splunk, and nothing that was unticked', async () => {
    const { files, error } = await backend().dryRun({
      ...observe,
      ...{ metrics: false, dashboards: false, splunk: true },
      splunkHost: 'splunk.example.com',
      tokenSecret: 'hec',
    });
    expect(error).toBeUndefined();
    expect(
      namesIn(files).filter(name => !name.startsWith('undefined')),
    ).toEqual(['Telemetry mesh-default']);
    const text = [...files.values()].join('\n');
    expect(text).toContain('TLS.Verify On');
    expect(text).toContain('secretKeyRef');
  });
});

suite('remove-definitions', backend => {
  const intent = [
    'cluster: eu-1',
    'scope: namespace',
    'namespace: shop',
    'mode: PERMISSIVE',
  ].join('\n');

  it('says that nothing is there, and opens nothing', async () => {
    const { status, output, log } = await backend().run({
      definitions: { kind: 'mtls', intent },
    });
    expect([status, log.at(-1)]).toEqual(['completed', expect.anything()]);
    expect(JSON.stringify(output)).toContain(
      'has none of the definitions of this change',
    );
    expect(JSON.stringify(output)).not.toContain('Opened pull request');
  });

  it('takes nothing but the intent from the text', async () => {
    const { error, output } = await backend().dryRun({
      definitions: {
        kind: 'mtls',
        intent: `${intent}\ndirectory: {}\ntemplate: [other]\nremove: false`,
      },
    });
    expect(error).toBeUndefined();
    expect(JSON.stringify(output)).toContain(
      'loses PeerAuthentication shop/default',
    );
  });

  // As the form fills it in from what was kept: a field a line, as JSON.
  it('is for the component of the change, also where the form names another', async () => {
    const fields = [
      'cluster: "eu-1"',
      'namespace: "shop"',
      'host: "api.partner.com"',
      'tls: "SIMPLE_TLS"',
      'serverNames: ["api.partner.com"]',
    ].join('\n');
    const { error, output, files } = await backend().dryRun({
      definitions: {
        ...{ cluster: 'eu-1', change: 'call-out/cart/x', kind: 'egress' },
        ...{ intent: fields, entityRef: 'component:default/cart' },
      },
      entityRef: 'component:default/gift-cards',
    });
    expect(error).toBeUndefined();
    expect(JSON.stringify(output)).toContain('ServiceEntry shop/');
    expect([...files.values()].join('\n')).toContain(
      '"entityRef": "component:default/cart"',
    );
  });

  it.each([
    [{ kind: 'mtls', intent: '- a' }, 'not a list of fields'],
    [{ kind: 'mtls', intent: 'a: [' }, 'cannot be read'],
    [{ kind: 'mtls', intent: 'cluster: eu-1' }, 'scope'],
  ])('fails on %j with the sentence in the log', async (definitions, text) => {
    const { status, log } = await backend().run({ definitions });
    expect(status).toBe('failed');
    expect(log.join('\n')).toContain(text);
  });
});
