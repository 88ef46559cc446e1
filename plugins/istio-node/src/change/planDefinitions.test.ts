import { planDefinitions } from './planDefinitions';

const layout = { cluster: 'eu-1', fileName: 'vault-issuer.yaml' };
const built = {
  objects: [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'issuer', namespace: 'shop' },
    },
  ],
  files: [{ path: 'vault/shop.sh', content: '#!/bin/sh\n' }],
};
const script = 'clusters/eu-1/vault/shop.sh';

describe('planDefinitions', () => {
  it('writes texts as they are, beside the definitions', () => {
    const plan = planDefinitions(built, layout);
    const files = plan.apply(new Map());
    expect([...files.keys()].sort()).toEqual([...plan.paths].sort());
    expect(files.get(script)).toBe('#!/bin/sh\n');
    expect(files.get('clusters/eu-1/kustomization.yaml')).not.toContain(
      'vault',
    );
    expect(plan.apply(files)).toEqual(files);
  });

  it('takes its own text away, and leaves one that people edited', () => {
    const files = planDefinitions(built, layout).apply(new Map());
    const removal = planDefinitions(built, layout, 'remove');
    expect(removal.apply(files)).toEqual(new Map());
    const edited = new Map([...files, [script, 'mine\n']]);
    expect(removal.apply(edited)).toEqual(new Map([[script, 'mine\n']]));
  });

  it('merges Helm values into those of people, and takes its own out again', () => {
    const values = {
      objects: [],
      files: [
        { path: 'helm/istiod.yaml', content: 'a: 1\n', helmValues: true },
      ],
    };
    const path = 'clusters/eu-1/helm/istiod.yaml';
    const before = new Map([[path, '# ours\nb:   2 # two\n']]);
    const after = planDefinitions(values, layout).apply(before);
    expect(after.get(path)).toBe('# ours\nb:   2 # two\na: 1\n');
    const removal = planDefinitions(values, layout, 'remove');
    expect(removal.apply(after)).toEqual(before);
    expect(removal.apply(new Map([[path, 'a: 1\n']]))).toEqual(new Map());
  });

  it('refuses two texts at one path', () => {
    const files = [...built.files, { path: 'vault/./shop.sh', content: '' }];
    expect(() => planDefinitions({ ...built, files }, layout)).toThrow(
      'same path',
    );
  });
});

describe('planDefinitions of a step that follows others', () => {
  const tag = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istiod-revision-tag-prod', namespace: 'istio-system' },
  };
  const plane = (name: string) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
  });
  const install = { cluster: 'eu-1', fileName: 'mesh-install.yaml' };
  const step = { cluster: 'eu-1', fileName: '1-30-3-remove-upgrade.yaml' };
  const homes = {
    'Service:istio-system/istiod-revision-tag-prod': 'mesh-install.yaml',
    'argoproj.io/Application:argocd/old': 'mesh-install.yaml',
  };
  const before = planDefinitions(
    {
      objects: [tag, plane('old'), plane('new')],
      files: [{ path: 'mesh/old.values.yaml', content: 'a: 1\n' }],
    },
    install,
  ).apply(new Map());

  it('writes an object where it is', () => {
    const moved = {
      ...tag,
      metadata: { ...tag.metadata, labels: { 'istio.io/rev': '1-30-3' } },
    };
    const after = planDefinitions({ objects: [moved], homes }, step).apply(
      before,
    );
    expect([...after.keys()]).toEqual([...before.keys()]);
    expect(after.get('clusters/eu-1/istio-system/mesh-install.yaml')).toContain(
      'istio.io/rev: 1-30-3',
    );
  });

  it('takes away what it says, and nothing beside it', () => {
    const plan = planDefinitions(
      {
        objects: [],
        homes,
        removes: { objects: [plane('old')], files: ['mesh/old.values.yaml'] },
      },
      step,
    );
    const after = plan.apply(before);
    expect(after.get('clusters/eu-1/argocd/mesh-install.yaml')).not.toContain(
      'name: old',
    );
    expect(after.get('clusters/eu-1/argocd/mesh-install.yaml')).toContain(
      'name: new',
    );
    expect(after.has('clusters/eu-1/mesh/old.values.yaml')).toBe(false);
    expect(plan.paths).toContain('clusters/eu-1/mesh/old.values.yaml');
    expect(plan.apply(after)).toEqual(after);
  });
});

describe('planDefinitions of what must be there', () => {
  const gateway = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'gw', namespace: 'argocd' },
  };
  const step = { cluster: 'eu-1', fileName: 'step.yaml' };
  const following = {
    objects: [gateway],
    files: [
      { path: 'mesh/gw.values.yaml', content: 'a: 1\n', helmValues: true },
    ],
    homes: { 'argoproj.io/Application:argocd/gw': 'mesh-install.yaml' },
    mustExist: [
      {
        title: 'gateway gw',
        objects: [gateway],
        files: ['mesh/gw.values.yaml'],
      },
    ],
  };
  const values = 'clusters/eu-1/mesh/gw.values.yaml';
  const home = 'clusters/eu-1/argocd/mesh-install.yaml';
  const there = new Map([
    [values, 'b: 2\n'],
    [
      home,
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: gw, namespace: argocd}\n',
    ],
  ]);

  it.each([
    ['the file', values, /no clusters\/eu-1\/mesh\/gw\.values\.yaml/],
    [
      'the object',
      home,
      /no Application gw in clusters\/eu-1\/argocd\/mesh-install/,
    ],
  ])(
    'refuses a repository without %s, and says what to do',
    (_, path, words) => {
      const without = new Map([...there].filter(([one]) => one !== path));
      const run = () => planDefinitions(following, step).apply(without);
      expect(run).toThrow(words);
      expect(run).toThrow(/does not define gateway gw.*leave gateway gw out/);
    },
  );

  it('changes what is there, again and again', () => {
    const plan = planDefinitions(following, step);
    const after = plan.apply(there);
    expect(after.get(values)).toBe('b: 2\na: 1\n');
    expect(plan.apply(after)).toEqual(after);
  });

  it('asks for nothing where definitions are taken out', () => {
    const removal = planDefinitions(following, step, 'remove');
    expect(removal.apply(new Map())).toEqual(new Map());
  });
});
