import { parse, parseAllDocuments } from 'yaml';
import { mergeHelmValues } from '../../edit/helmValues';
import { upsertDocuments } from '../../edit/upsertDocuments';
import { renderManifests } from '../renderManifests';
import { buildInstall } from './buildInstall';
import { installIntentSchema } from './installIntent';

const base = {
  cluster: 'eu-1',
  version: '1.30.3',
  gateways: [{ name: 'edge', namespace: 'istio-ingress' }],
};

const issuer = { name: 'mesh-ca', kind: 'ClusterIssuer' };

/** What an installation had, and no longer says. */
const DROPPED: Array<[string, object]> = [
  [
    'a registry with its secret and digests',
    {
      registry: {
        hub: 'harbor.example.com/istio',
        pullSecret: 'pull',
        digests: Object.fromEntries(
          ['pilot', 'proxyv2', 'install-cni'].map(image => [
            image,
            `sha256:${'1'.repeat(64)}`,
          ]),
        ),
      },
    },
  ],
  [
    'istio-csr',
    { ca: { kind: 'istio-csr', issuer, istioCsr: { version: 'v0.14.0' } } },
  ],
  ['ambient mode', { mode: 'ambient' }],
  ['a platform', { platform: 'gke' }],
  ['a root namespace', { meshConfig: { rootNamespace: 'mesh-config' } }],
  ['access logs', { meshConfig: { accessLogs: 'json' } }],
  [
    'an internal load balancer',
    {
      gateways: [
        {
          ...base.gateways[0],
          serviceAnnotations: { 'example.com/internal': 'true' },
          loadBalancerClass: 'internal',
        },
      ],
    },
  ],
];

const DELIVERIES = [
  { by: 'flux' },
  { by: 'argocd' },
  {
    by: 'argocd',
    valuesFrom: { repoUrl: 'https://git.example.com/platform/gitops.git' },
  },
  { by: 'helm' },
];

const without = { ...base, meshConfig: { accessLogs: 'off' } };

const cases = DELIVERIES.flatMap(delivery =>
  DROPPED.map(
    ([title, had]) =>
      [`${title}, by ${Object.values(delivery)[0]}`, had, delivery] as const,
  ),
);

describe('an installation that no longer says', () => {
  it.each(cases)('%s', (_, had, delivery) => {
    const build = (fields: object) =>
      buildInstall(installIntentSchema.parse({ ...fields, delivery }));
    const before = build({ ...without, ...had });
    const after = build(without);

    const names = new Set(after.objects.map(({ metadata }) => metadata.name));
    const kept = before.objects.filter(one => names.has(one.metadata.name));
    const specs = (text: string) =>
      Object.fromEntries(
        parseAllDocuments(text)
          .map(document => document.toJS())
          .filter(({ kind }) => /^(HelmRelease|Application)$/.test(kind))
          .map(({ metadata, spec }) => [metadata.name, spec]),
      );
    const merged = upsertDocuments(renderManifests(kept), after.objects);
    expect(specs(merged)).toEqual(specs(renderManifests(after.objects)));

    // To Helm, null is a default that goes: none may stand in a file.
    for (const text of [merged, renderManifests(after.objects)]) {
      expect(text).not.toMatch(/: null$/m);
    }

    for (const { path, content, helmValues } of after.files ?? []) {
      if (!helmValues) continue;
      const old = before.files?.find(file => file.path === path)?.content;
      expect(old).toBeDefined();
      const text = `${old}people: theirs\n`;
      expect([path, parse(mergeHelmValues(text, content))]).toEqual([
        path,
        { ...parse(content), people: 'theirs' },
      ]);
    }
  });

  it.each(DELIVERIES)('what people wrote: %j', delivery => {
    const built = buildInstall(
      installIntentSchema.parse({
        ...{ ...without, delivery },
        gateways: [
          {
            ...base.gateways[0],
            serviceAnnotations: { 'ours.example/a': '1' },
          },
        ],
      }),
    );
    const again = buildInstall(
      installIntentSchema.parse({ ...without, delivery }),
    );
    /** People add values beside ours, with their reasons. */
    const theirs = (text: string) =>
      text
        .replace(
          /^( *)global:\n/gm,
          '$&$1  hub: harbor.example.com # air gap\n',
        )
        .replace(
          /^( *)type: LoadBalancer\n/gm,
          '$&$1loadBalancerClass: x # why\n',
        )
        .replace(
          /^( *)ours\.example\/a: .*\n/gm,
          '$&$1theirs.example/b: "2" # ask\n',
        );
    const files = (again.files ?? []).filter(({ helmValues }) => helmValues);
    const old = (path: string) =>
      theirs(built.files?.find(file => file.path === path)?.content ?? '');
    const before = theirs(renderManifests(built.objects));
    const pairs = [
      [before, upsertDocuments(before, again.objects)],
      ...files.map(({ path, content }) => [
        old(path),
        mergeHelmValues(old(path), content),
      ]),
    ];
    for (const [had, has] of pairs) {
      const expected = had
        .replace(/^( *)ours\.example\/a: .*\n/gm, '')
        .replace(/ ?service\.annotations\.ours\\.example\/a/g, '');
      expect(parseAllDocuments(has).map(one => one.toJS())).toEqual(
        parseAllDocuments(expected).map(one => one.toJS()),
      );
      expect(has.match(/ # .*$/gm)).toEqual(expected.match(/ # .*$/gm));
    }
    const all = pairs.map(([had]) => had).join('');
    expect(all.match(/# (air gap|why|ask)/g)?.length).toBeGreaterThan(3);
  });

  it('what the cases have, which is something each', () => {
    for (const [, had] of DROPPED) {
      const text = (fields: object) =>
        renderManifests(
          buildInstall(
            installIntentSchema.parse({ ...fields, delivery: { by: 'flux' } }),
          ).objects.filter(({ kind }) => kind === 'HelmRelease'),
        );
      expect(text({ ...without, ...had })).not.toBe(text(without));
    }
  });
});
