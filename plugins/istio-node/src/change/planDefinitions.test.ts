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

  it('leaves Helm values in place when the rest is removed', () => {
    const values = {
      objects: [],
      files: [
        { path: 'helm/istiod.yaml', content: 'a: 1\n', helmValues: true },
      ],
    };
    const files = planDefinitions(values, layout).apply(new Map());
    expect(planDefinitions(values, layout, 'remove').apply(files)).toEqual(
      files,
    );
  });

  it('refuses two texts at one path', () => {
    const files = [...built.files, { path: 'vault/./shop.sh', content: '' }];
    expect(() => planDefinitions({ ...built, files }, layout)).toThrow(
      'same path',
    );
  });
});
