import { buildManifests } from './buildManifests';
import { RepositoryFiles } from './FolderBuild';
import { describeRef, manifestRef } from './Manifest';

function repository(
  files: Record<string, string>,
  links: string[] = [],
): RepositoryFiles {
  return new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      { mode: links.includes(path) ? '120000' : '100644', text },
    ]),
  );
}

const configMap = (name: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;

function build(files: Record<string, string>, links?: string[]) {
  const result = buildManifests(repository(files, links), 'clusters/eu-1');
  return {
    names: result.manifests.map(m => describeRef(manifestRef(m))),
    problems: result.problems.map(({ path, message }) => `${path}: ${message}`),
  };
}

describe('buildManifests', () => {
  it('follows resources to files and folders, in their order', () => {
    expect(
      build({
        'clusters/eu-1/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - shop/\n  - b.yaml\n  - ../../base\n',
        'clusters/eu-1/b.yaml': `${configMap('b1')}---\n${configMap(
          'b2',
        )}---\n`,
        'clusters/eu-1/shop/kustomization.yml': 'resources: [a.yaml]\n',
        'clusters/eu-1/shop/a.yaml': configMap('a'),
        'clusters/eu-1/shop/unused.yaml': configMap('unused'),
        'base/base.yaml': configMap('base'),
      }),
    ).toEqual({
      names: ['a', 'b1', 'b2', 'base'].map(name => `ConfigMap shop/${name}`),
      problems: [],
    });
  });

  it('takes a folder without a kustomization as it is', () => {
    expect(
      build({
        'clusters/eu-1/b.yaml': configMap('b'),
        'clusters/eu-1/a/a.yml': configMap('a'),
        'clusters/eu-1/notes.txt': 'not: yaml',
        'clusters/eu-10/c.yaml': configMap('c'),
      }).names,
    ).toEqual(['ConfigMap shop/a', 'ConfigMap shop/b']);
  });

  it('takes lists apart', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n`;
    expect(build({ 'clusters/eu-1/a.yaml': list }).names).toEqual([
      'Namespace shop',
    ]);
  });

  it.each([
    [
      'namePrefix: x-\nresources: []',
      'uses namePrefix: only resources is supported here',
    ],
    [
      'patches: []\nimages: []',
      'uses patches, images: only resources is supported here',
    ],
    ['- a', 'uses 0: only resources is supported here'],
    ['resources: a.yaml', 'resources is no list of paths'],
    ['resources: [{}]', 'resources is no list of paths'],
    ['resources: [', 'Flow sequence'],
  ])('says of its folder what it cannot do: %j', (text, message) => {
    const { names, problems } = build({
      'clusters/eu-1/kustomization.yaml': 'resources: [bad, good]\n',
      'clusters/eu-1/bad/kustomization.yaml': text,
      'clusters/eu-1/good/a.yaml': configMap('a'),
    });
    expect(names).toEqual(['ConfigMap shop/a']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `clusters/eu-1/bad/kustomization.yaml: ${message}`,
    );
  });

  it.each([
    ['../../../etc/passwd', 'leads out of the repository'],
    ['/etc/passwd', 'leads out of the repository'],
    [
      'https://example.com/a.yaml',
      'is a remote resource, which is not supported',
    ],
    ['git@github.com:a/b', 'is a remote resource, which is not supported'],
    ['github.com/a/b?ref=main', 'is a remote resource, which is not supported'],
    ['none.yaml', 'is not in the repository'],
    ['../eu-1', 'leads back to a folder that names this one'],
    ['.', 'leads back to a folder that names this one'],
  ])('does not follow %s', (entry, message) => {
    const { problems } = build({
      'clusters/eu-1/kustomization.yaml': `resources: ['${entry}']\n`,
    });
    expect(problems).toEqual([
      `clusters/eu-1/kustomization.yaml: ${entry} ${message}`,
    ]);
  });

  it('does not follow a link, wherever it is', () => {
    const { names, problems } = build(
      {
        'clusters/eu-1/kustomization.yaml': 'resources: [a.yaml, b]\n',
        'clusters/eu-1/a.yaml': '../../secret.yaml',
        'clusters/eu-1/b/kustomization.yaml': '../../secret.yaml',
        'secret.yaml': configMap('secret'),
      },
      ['clusters/eu-1/a.yaml', 'clusters/eu-1/b/kustomization.yaml'],
    );
    expect(names).toEqual([]);
    expect(problems).toEqual([
      'clusters/eu-1/a.yaml: is a symbolic link, which is never followed',
      'clusters/eu-1/b/kustomization.yaml: is a symbolic link, which is never followed',
    ]);
  });

  it.each([
    ['a: 1', 'document 1 has no apiVersion and kind'],
    ['- a', 'document 1 is not an object'],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {generateName: a}',
      'document 1, a Pod, has no metadata.name',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: 1}',
      'Pod a has a namespace that is no text',
    ],
    [
      `${configMap('a')}---\n${configMap('a')}`,
      'ConfigMap shop/a is declared in clusters/eu-1/x.yaml already',
    ],
    ['a: 1\na: 2', 'Map keys must be unique'],
  ])('says what is wrong with a file: %j', (text, message) => {
    const { problems } = build({ 'clusters/eu-1/x.yaml': text });
    expect(problems[0]).toContain(`clusters/eu-1/x.yaml: ${message}`);
  });

  it('survives hostile YAML in little time', () => {
    const bomb = ['a0: &a0 [x]'];
    for (let level = 1; level < 10; level += 1) {
      const parts = Array(9)
        .fill(`*a${level - 1}`)
        .join(',');
      bomb.push(`a${level}: &a${level} [${parts}]`);
    }
    const started = process.cpuUsage();
    const { names, problems } = build({
      'clusters/eu-1/bomb.yaml': bomb.join('\n'),
      'clusters/eu-1/deep.yaml': '['.repeat(10_000),
      'clusters/eu-1/proto.yaml': `__proto__: {polluted: 1}\n${configMap('p')}`,
    });
    // Ages, if it were unfolded; of this process, in microseconds.
    expect(process.cpuUsage(started).user).toBeLessThan(30_000_000);
    expect(problems).toHaveLength(2);
    expect(names).toEqual(['ConfigMap shop/p']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('says when a cluster has no folder', () => {
    expect(build({ 'README.yaml': '' }).problems).toEqual([
      'clusters/eu-1: the repository has no folder clusters/eu-1',
    ]);
  });
});
