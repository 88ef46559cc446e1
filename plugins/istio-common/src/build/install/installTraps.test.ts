import { parse } from 'yaml';
import { buildInstall } from './buildInstall';
import { installIntentSchema } from './installIntent';
import { intentProblems } from '../intentProblems';

const base = { cluster: 'eu-1', version: '1.30.3', delivery: { by: 'argocd' } };

const built = (change: object = {}) =>
  buildInstall(installIntentSchema.parse({ ...base, ...change }));

function objectOf(kind: string, name: string, change: object = {}) {
  const found = built(change).objects.find(
    one => one.kind === kind && one.metadata.name === name,
  );
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

function problemsOf(change: object): string {
  const result = installIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? ''
    : intentProblems(result.error)
        .map(one => `${one.field} ${one.message}`)
        .join('\n');
}

const everything = (change: object = {}) => {
  const { objects, files } = built(change);
  return JSON.stringify([objects, files]);
};

describe('the traps of an installation (manifests.md §1)', () => {
  it('3: no PodSecurityPolicy; only the namespace of istio-cni is privileged', () => {
    expect(everything()).not.toContain('PodSecurityPolicy');
    const privileged = built()
      .objects.filter(({ kind }) => kind === 'Namespace')
      .filter(
        ({ metadata }) =>
          metadata.labels?.['pod-security.kubernetes.io/enforce'] ===
          'privileged',
      );
    expect(privileged.map(({ metadata }) => metadata.name)).toEqual([
      'istio-cni',
    ]);
    // Never there with those of gateways, whose pods are injected.
    expect(
      built()
        .objects.filter(
          ({ metadata }) => metadata.labels?.['istio-injection'] === 'disabled',
        )
        .map(({ metadata }) => metadata.name),
    ).toEqual(['istio-cni']);
    expect(problemsOf({ cniNamespace: 'istio-system' })).toMatch(
      /^cniNamespace is that of istiod/,
    );
  });

  it('5: the images of an air gap are listed with ztunnel, variant and digest, and what goes by tag is said', () => {
    const { files = [], effects } = built({
      mode: 'ambient',
      registry: {
        hub: 'harbor.example.com/istio',
        digests: { pilot: `sha256:${'1'.repeat(64)}` },
      },
    });
    const script = files.find(({ path }) => path === 'mesh/copy-images.sh');
    expect(script?.content).toContain(`/pilot@sha256:${'1'.repeat(64)}'`);
    expect(script?.content).toContain(
      "'docker://harbor.example.com/istio/ztunnel:1.30.3-distroless'",
    );
    expect(effects[0]).toContain(
      'proxyv2, install-cni, ztunnel by tag, because no digest was given',
    );
  });

  it.each(['argocd', 'flux', 'helm', 'istioctl'])(
    '5: an air gap has the image of istio-csr too, and the chart takes that one (%s)',
    by => {
      const change = (digests: object) => ({
        registry: {
          hub: 'harbor.example.com/istio',
          pullSecret: 'harbor',
          digests,
        },
        ca: {
          kind: 'istio-csr',
          issuer: { name: 'vault' },
          istioCsr: { version: '0.14.0' },
        },
        delivery: { by },
      });
      const valuesOf = (digests: object) => {
        const { objects, files = [] } = built(change(digests));
        const file = files.find(({ path }) => /istio-csr\.values/.test(path));
        if (file) return parse(file.content);
        const spec = JSON.parse(
          JSON.stringify(
            objects.find(({ metadata }) => /istio-csr/.test(metadata.name))
              ?.spec,
          ),
        );
        return spec.values ?? spec.source.helm.valuesObject;
      };
      const script = (digests: object) =>
        built(change(digests)).files?.find(
          ({ path }) => path === 'mesh/copy-images.sh',
        )?.content;
      const to =
        "'docker://harbor.example.com/istio/cert-manager-istio-csr:v0.14.0'";

      expect(valuesOf({})).toMatchObject({
        image: {
          repository: 'harbor.example.com/istio/cert-manager-istio-csr',
          tag: 'v0.14.0',
        },
        imagePullSecrets: [{ name: 'harbor' }],
      });
      expect(script({})).toContain(
        `'docker://quay.io/jetstack/cert-manager-istio-csr:v0.14.0' ${to}`,
      );

      const digest = `sha256:${'4'.repeat(64)}`;
      const pinned = { 'cert-manager-istio-csr': digest };
      const { image } = valuesOf(pinned);
      expect(image.digest).toBe(digest);
      expect(image.tag ?? undefined).toBeUndefined();
      expect(script(pinned)).toContain(
        `'docker://quay.io/jetstack/cert-manager-istio-csr@${digest}' ${to}`,
      );
    },
  );

  it('5: the image of istio-csr is in no list where it does not sign', () => {
    expect(
      everything({ registry: { hub: 'harbor.example.com/istio' } }),
    ).not.toContain('istio-csr');
  });

  it('Argo CD: namespaces come before every Application that needs them', () => {
    const wave = ({ metadata }: ReturnType<typeof objectOf>) =>
      Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
    const { objects } = built();
    const ofKind = (kind: string) => objects.filter(one => one.kind === kind);
    expect(ofKind('Namespace').length).toBeGreaterThan(2);
    // The lowest wave is that of the base chart, with an account in istio-system.
    expect(Math.max(...ofKind('Namespace').map(wave))).toBeLessThan(
      Math.min(...objects.filter(({ kind }) => kind !== 'Namespace').map(wave)),
    );
    expect(
      JSON.stringify(built({ delivery: { by: 'flux' } }).objects),
    ).not.toContain('sync-wave');
  });

  it('6: no IstioOperator is applied; as a file for istioctl it has no key that was dropped', () => {
    for (const by of ['argocd', 'flux', 'helm', 'istioctl']) {
      const { objects } = built({ delivery: { by } });
      expect(objects.some(({ kind }) => kind === 'IstioOperator')).toBe(false);
    }
    const text = everything({ delivery: { by: 'istioctl' } });
    expect(text).toContain('kind: IstioOperator');
    for (const dropped of [
      'addonComponents',
      'controlPlaneSecurityEnabled',
      'jwtPolicy',
      'profile: demo',
      'telemetry:',
    ]) {
      expect(text).not.toContain(dropped);
    }
  });

  it.each(['argocd', 'flux', 'helm', 'istioctl'])(
    '3: gateways that istiod makes get into namespaces of level restricted (%s)',
    by => {
      const { objects, files } = built({ delivery: { by } });
      // In values of a file as YAML, in those of an object as JSON.
      expect(JSON.stringify([objects, files])).toMatch(
        /"gateways":\{"seccompProfile":\{"type":"RuntimeDefault"|gateways:\\n +seccompProfile:\\n +type: RuntimeDefault/,
      );
    },
  );

  it('10: gateways follow a tag, so that an upgrade moves it', () => {
    expect(objectOf('Application', 'istio-ingressgateway').spec).toMatchObject({
      source: { helm: { valuesObject: { revision: 'prod' } } },
    });
  });

  it('11: tags are no values of istiod: what one release owns could not move to another', () => {
    expect(everything()).not.toContain('revisionTags');
    const webhooks = objectOf(
      'MutatingWebhookConfiguration',
      'istio-revision-tag-prod',
    );
    expect(JSON.stringify(webhooks)).toContain('"name":"istiod-1-30-3"');
    expect(JSON.stringify(webhooks)).not.toContain('caBundle');
  });

  it('12 and 21: two pods at least, a budget, and new pods before old ones go', () => {
    expect(objectOf('Application', 'istio-ingressgateway').spec).toMatchObject({
      source: {
        helm: {
          valuesObject: {
            autoscaling: { enabled: true, minReplicas: 2 },
            podDisruptionBudget: { minAvailable: 1 },
            strategy: {
              rollingUpdate: { maxSurge: '100%', maxUnavailable: '25%' },
            },
          },
        },
      },
    });
    const gateway = { name: 'gw', namespace: 'gw', minReplicas: 1 };
    expect(problemsOf({ gateways: [gateway] })).toMatch(
      /^gateways\.0\.minReplicas is below 2/,
    );
  });

  it('2: a gateway stands in a namespace of its own', () => {
    const gateway = { name: 'gw', namespace: 'istio-system' };
    expect(problemsOf({ gateways: [gateway] })).toMatch(
      /^gateways\.0\.namespace is that of the control plane/,
    );
  });

  it('24: an authority of cert-manager is the Secret that istiod mounts, and is there first', () => {
    const ca = {
      kind: 'cert-manager',
      issuer: { name: 'root' },
      certificate: { commonName: 'Mesh' },
    };
    const { objects } = built({ ca });
    const kinds = objects.map(
      ({ kind, metadata }) => `${kind} ${metadata.name}`,
    );
    expect(kinds.indexOf('Certificate cacerts')).toBeLessThan(
      kinds.indexOf('Application istiod-1-30-3'),
    );
    expect(objectOf('Certificate', 'cacerts', { ca })).toMatchObject({
      metadata: { namespace: 'istio-system' },
      spec: { isCA: true, secretName: 'cacerts' },
    });
    expect(
      problemsOf({
        ca: { ...ca, certificate: { commonName: 'Mesh', duration: '24h' } },
      }),
    ).toMatch(/^ca\.certificate\.duration is below 48h/);
  });

  it.each([
    ['helm', /kubectl wait [^\n]*certificate\/cacerts[^]*'istiod-1-30-3'/],
    ['istioctl', /kubectl wait [^\n]*certificate\/cacerts[^]*istioctl install/],
    ['argocd', /Argo CD waits for it in an earlier wave/],
    ['flux', /Flux does not wait for it/],
  ])('24: istiod does not start before its authority (%s)', (by, expected) => {
    const ca = {
      kind: 'cert-manager',
      issuer: { name: 'root' },
      certificate: { commonName: 'Mesh' },
    };
    const { files = [], effects } = built({ ca, delivery: { by } });
    const script = files.find(({ path }) => path === 'mesh/install-mesh.sh');
    expect(script?.content ?? effects.join('\n')).toMatch(expected);
    const { files: others = [] } = built({ delivery: { by } });
    expect(JSON.stringify(others)).not.toContain('kubectl wait');
  });

  it('24: istio-csr signs alone: istiod does not offer to, and asks it', () => {
    const text = everything({
      ca: {
        kind: 'istio-csr',
        issuer: { name: 'vault' },
        istioCsr: { version: 'v0.14.0' },
      },
    });
    expect(text).toContain('"ENABLE_CA_SERVER":"false"');
    expect(text).toContain(
      '"caAddress":"cert-manager-istio-csr.cert-manager.svc:443"',
    );
    expect(text).toContain('"revisions":["1-30-3"]');
  });

  it('4: third-party tokens are a note, not a setting', () => {
    expect(built().effects.join(' ')).toContain('audience istio-ca');
    expect(everything()).not.toContain('jwtPolicy');
  });

  it('asks the cluster first, also where a script runs Helm, and ends where something is found', () => {
    const { files = [], effects } = built({ delivery: { by: 'helm' } });
    const script =
      files.find(({ path }) => path === 'mesh/install-mesh.sh')?.content ?? '';
    expect(script).toContain('\nset -eu\n');
    // Never passed over because istioctl is missing.
    expect(script).toMatch(
      /command -v istioctl >\/dev\/null \|\| \{\n.*PRECHECK=off.*\n +exit 1\n +\}\n +istioctl x precheck\nfi\n/,
    );
    expect(script.indexOf('istioctl x precheck')).toBeLessThan(
      script.indexOf('helm upgrade'),
    );
    expect(effects.join(' ')).toContain('istioctl x precheck of 1.30.3');
  });

  it.each(['argocd', 'flux'])(
    'says that nobody asks the cluster first (%s)',
    by => {
      expect(built({ delivery: { by } }).effects.join(' ')).toContain(
        'run istioctl x precheck with the istioctl of that version before the merge',
      );
    },
  );

  it('does not fight istiod over the CA bundles of webhooks', () => {
    expect(JSON.stringify(objectOf('Application', 'istio-base'))).toContain(
      '.webhooks[]?.clientConfig.caBundle',
    );
  });

  it.each([
    [{ version: '1.7.0' }, /^version is older than 1\.24/],
    [{ version: '1.30' }, /^version is not a version of Istio/],
    [{ revision: 'default' }, /^revision is the name of no revision/],
    [{ tags: ['1-30-3'] }, /^tags\.0 is the revision itself/],
    [
      { registry: { hub: "h.example.com/i'$(id)" } },
      /^registry\.hub is not a registry/,
    ],
    [
      { delivery: { by: 'helm', charts: 'https://u:p@charts.example.com' } },
      /^delivery\.charts is not a repository of charts/,
    ],
    [
      { delivery: { by: 'flux', valuesFrom: { repoUrl: 'https://git/x' } } },
      /^delivery\.valuesFrom has a meaning for argocd only/,
    ],
    [{ ca: { kind: 'istio-csr' } }, /^ca\.issuer is missing/],
    [
      {
        gateways: [
          { name: 'gw', namespace: 'a' },
          { name: 'gw', namespace: 'b' },
        ],
      },
      /^gateways\.1\.name is named twice/,
    ],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toMatch(expected);
  });
});
