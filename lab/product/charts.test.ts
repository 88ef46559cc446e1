import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  intentKindOf,
  type ManifestObject,
  renderManifests,
  withoutRemovals,
} from '@meshwright/backstage-plugin-istio-common';
import { goldenCases } from '@meshwright/test-kit';
import { parse, parseAllDocuments } from 'yaml';
import { labFacts } from './labFacts';

jest.setTimeout(240_000);

const run = promisify(execFile);
const BUILD = join(__dirname, '../../plugins/istio-common/src/build');

/** Folders of the charts by the names under which they are released. */
const FOLDERS: Record<string, string> = {
  base: 'base',
  istiod: 'istio-control/istio-discovery',
  cni: 'istio-cni',
  ztunnel: 'ztunnel',
  gateway: 'gateway',
};

/**
 * Charts of other projects, which the lab does not have: the Go module with
 * that of istio-csr is one that the module proxy refuses. Its image and its
 * pull secret are held by installTraps.test.ts.
 */
const NOT_RENDERED = ['cert-manager-istio-csr'];

const CASES = ['install', 'upgrade'].flatMap(name =>
  goldenCases(join(BUILD, name, '__fixtures__')).map(one => ({
    ...one,
    kind: name,
  })),
);

interface Release {
  name: string;
  chart: string;
  namespace: string;
  values: object;
}

/** The intent as Flux would get it: there every chart is an object. */
function builtFor(kind: string, input: string, by: string) {
  const intent = parse(input);
  const result = intentKindOf(kind)?.build({
    ...intent,
    delivery: { by, charts: intent.delivery.charts },
  });
  if (!result || 'problems' in result) throw new Error(`no ${kind}: ${input}`);
  return result;
}

/** The shape of a HelmRelease that our own builder writes. */
interface FluxSpec {
  releaseName: string;
  targetNamespace: string;
  chart: { spec: { chart: string } };
  values: object;
}

function releasesOf(objects: readonly ManifestObject[]): Release[] {
  return (
    objects
      .filter(({ kind }) => kind === 'HelmRelease')
      // As it stands in a repository.
      .map(withoutRemovals)
      .map(({ spec }) => {
        // Our own builder wrote it.
        const release = spec as unknown as FluxSpec;
        return {
          name: release.releaseName,
          chart: release.chart.spec.chart,
          namespace: release.targetNamespace,
          values: release.values,
        };
      })
  );
}

/** Kinds of which the lab has objects of its own by these names. */
const IN_THE_LAB = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'Service',
];

interface Rendered {
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** Rendered objects under names that are free: the lab's own must not be merged in. */
function apart(text: string): Rendered[] {
  const items: Rendered[] = parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(object => object !== null);
  for (const { kind, metadata } of items) {
    if (IN_THE_LAB.includes(kind)) metadata.name += '-judged';
  }
  return items;
}

describe('charts with the values of an intent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-charts-'));
  const created = new Set<string>();
  const judged = new Set<string>();

  const kubectl = (...args: string[]) =>
    run(labFacts().binaries.kubectl, [
      `--kubeconfig=${labFacts().kubeconfigPath}`,
      ...args,
    ]);

  async function render({ name, chart, namespace, values }: Release) {
    const file = join(folder, `${name}.values.yaml`);
    writeFileSync(file, JSON.stringify(values));
    const { stdout } = await run(
      labFacts().binaries.helmrender,
      [join(labFacts().charts, FOLDERS[chart]), name, namespace, file],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  }

  /** How many objects a real API server admits; it throws on one that it does not. */
  async function admitted(name: string, text: string, namespaces: string[]) {
    for (const namespace of namespaces) {
      if (created.has(namespace)) continue;
      const file = join(folder, 'namespace.yaml');
      writeFileSync(
        file,
        renderManifests([
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: namespace },
          },
        ]),
      );
      await kubectl('apply', '--server-side', '-f', file);
      created.add(namespace);
    }
    const rendered = apart(text);
    // Charts share their CRDs and roles: the same object is judged once.
    const items = rendered.filter(one => !judged.has(JSON.stringify(one)));
    if (items.length === 0) return rendered.length;
    const file = join(folder, `${name}.json`);
    writeFileSync(
      file,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
    await kubectl(
      ...['apply', '--server-side', '--dry-run=server', '--force-conflicts'],
      ...['--validate=strict', '-f', file],
    );
    items.forEach(one => judged.add(JSON.stringify(one)));
    return rendered.length;
  }

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(CASES)(
    '$name are rendered by Helm and admitted',
    async ({ kind, input }) => {
      const { built } = builtFor(kind, input, 'flux');
      for (const release of releasesOf(built.objects)) {
        if (NOT_RENDERED.includes(release.chart)) continue;
        const text = await render(release);
        expect(
          await admitted(release.name, text, [release.namespace]),
        ).toBeGreaterThan(0);
      }
    },
  );

  it('bring a budget and an autoscaler with two pods at least', async () => {
    const { built } = builtFor('install', CASES[0].input, 'flux');
    const scaled = releasesOf(built.objects).filter(({ chart }) =>
      ['istiod', 'gateway'].includes(chart),
    );
    expect(new Set(scaled.map(({ chart }) => chart)).size).toBe(2);
    for (const release of scaled) {
      const objects = parseAllDocuments(await render(release)).map(
        document => document.toJS() ?? {},
      );
      const kinds = objects.map(({ kind }) => kind);
      expect(kinds).toContain('PodDisruptionBudget');
      const autoscaler = objects.find(
        ({ kind }) => kind === 'HorizontalPodAutoscaler',
      );
      expect(autoscaler.spec.minReplicas).toBeGreaterThanOrEqual(2);
    }
  });

  it('let gateways that istiod makes into namespaces of level restricted', async () => {
    const wanted = ['prod', 'default'];
    const input = { ...parse(CASES[0].input), tags: wanted };
    const { built } = builtFor('install', JSON.stringify(input), 'flux');
    const [istiod] = releasesOf(built.objects).filter(
      ({ chart }) => chart === 'istiod',
    );
    const injector = parseAllDocuments(await render(istiod))
      .map(document => document.toJS() ?? {})
      .find(({ kind, data }) => kind === 'ConfigMap' && data?.values);
    expect(JSON.parse(injector.data.values).gateways).toMatchObject({
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  it('pull only what the list of an air gap copies', async () => {
    const name = 'install-flux-ambient-airgap';
    const one = CASES.find(({ name: each }) => each === name);
    if (!one) throw new Error(`no case ${name}`);
    const { built } = builtFor('install', one.input, 'flux');
    const script = built.files?.find(({ path }) => /copy-images/.test(path));
    const tag = '1.30.3';
    const pulled: string[] = [];
    for (const release of releasesOf(built.objects)) {
      const text = await render(release);
      // The charts of a branch say "latest" where a release has its version.
      const images = [
        ...text.matchAll(/^\s+image: "?(harbor[^"\s]+)"?$/gm),
      ].map(([, image]) => image.replace(/:latest/, `:${tag}`));
      if (images.length > 0) pulled.push(release.chart);
      for (const image of images) {
        const [repository, digest] = image.split('@');
        expect(script?.content).toContain(digest ?? `'docker://${image}'`);
        expect(script?.content).toContain(repository);
      }
      expect(text).not.toMatch(/image: "?(registry\.istio\.io|docker\.io)/);
    }
    // Those of which pods run; that of the gateways comes by injection.
    expect(pulled.sort()).toEqual(['cni', 'istiod', 'ztunnel']);
  });

  it.each(CASES.filter(({ kind }) => kind === 'install'))(
    '$name are rendered by istioctl too, as the alternative',
    async ({ kind, input, name }) => {
      const { built } = builtFor(kind, input, 'istioctl');
      const operator = built.files?.find(({ path }) =>
        /istio-operator/.test(path),
      );
      const file = join(folder, 'operator.yaml');
      writeFileSync(file, operator?.content ?? '');
      const { stdout, stderr } = await run(
        labFacts().binaries.istioctl,
        ['manifest', 'generate', '-f', file],
        { maxBuffer: 64 * 1024 * 1024 },
      );
      expect(stderr).toBe('');
      const rendered = parseAllDocuments(stdout).map(
        document => document.toJS() ?? {},
      );
      const namespaces = rendered.flatMap(
        ({ metadata }) => metadata?.namespace ?? [],
      );
      expect(await admitted(name, stdout, namespaces)).toBeGreaterThan(0);
    },
  );

  it('and the tags are what istioctl makes of a tag', async () => {
    const wanted = ['prod', 'default'];
    const input = { ...parse(CASES[0].input), tags: wanted };
    const { built } = builtFor('install', JSON.stringify(input), 'flux');
    const [istiod] = releasesOf(built.objects).filter(
      ({ chart }) => chart === 'istiod',
    );
    const rendered = parseAllDocuments(
      await render({
        ...istiod,
        values: { ...istiod.values, revisionTags: wanted },
      }),
    ).map(document => document.toJS() ?? {});
    const tags = built.objects.filter(
      ({ metadata }) => metadata.labels?.['istio.io/tag'],
    );
    expect(
      new Set(tags.map(({ metadata }) => metadata.labels?.['istio.io/tag'])),
    ).toEqual(new Set(wanted));
    for (const ours of tags) {
      const theirs = rendered.find(
        ({ kind, metadata }) =>
          kind === ours.kind && metadata.name === ours.metadata.name,
      );
      // Helm adds labels of its own; all else is the same.
      expect(theirs).toMatchObject(ours);
      expect(theirs.spec).toEqual(ours.spec);
      expect(theirs.webhooks).toEqual(ours.webhooks);
    }
  });
});
