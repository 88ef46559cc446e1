import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import { FakeGitea } from '@meshwright/test-kit';
import fc from 'fast-check';
import { setupServer } from 'msw/node';
import { parseAllDocuments } from 'yaml';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import { planManifests } from './planManifests';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function start(files: Record<string, string> = SEED) {
  const fake = new FakeGitea({ files });
  server.use(...fake.handlers());
  const { owner, repo, token, url: baseUrl } = fake;
  const host = `${Math.random()}.example.com`;
  const forge = new GiteaForge({ host, baseUrl, owner, repo, token });
  return { fake, forge };
}

// Abuse case 18.
it.each([
  '../x.yaml',
  '/etc/passwd',
  'clusters/eu-1/a\\..\\x.yaml',
  'clusters/eu-1/x\0.yaml',
  'clusters/eu-1/.GIT/config',
  'clusters/eu-1/.github/workflows/x.yaml',
  'clusters/eu-1/bitbucket-pipelines.yml',
])('makes no call for the path %j', async path => {
  const { fake, forge } = start();
  const wanted = request(forge);
  const plan = { ...wanted.plan, paths: [...wanted.plan.paths, path] };
  await expect(proposeChange({ ...wanted, plan })).rejects.toThrow(/^Path /);
  expect(fake.calls).toEqual([]);
});

// Abuse case 22.
it.each(['--upload-pack=x', '-x', 'a..b', 'main@{1}', 'x.lock', 'a b', '@'])(
  'makes no call for the branch %j',
  async base => {
    const { fake, forge } = start();
    const wanted = request(forge, {}, { base });
    await expect(proposeChange(wanted)).rejects.toThrow('is not a branch name');
    expect(fake.calls).toEqual([]);
  },
);

// Abuse cases 22 and 23: hooks, filters, attributes and options of git need a
// git that runs.
it('starts no process, and so no git, whatever a repository holds', () => {
  const source = join(__dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const shipped = files.filter(
    name => name.endsWith('.ts') && !/\.test\.ts$|__testUtils__/.test(name),
  );
  expect(shipped.length).toBeGreaterThan(30);
  const starters = shipped.filter(name =>
    /child_process|worker_threads|simple-git|isomorphic-git|execa/.test(
      readFileSync(join(source, name), 'utf8'),
    ),
  );
  expect(starters).toEqual([]);
});

// Abuse case 23: what a repository configures for git is a file like others.
it('leaves hostile git configuration of a repository alone', async () => {
  const hostile = {
    ...SEED,
    '.gitattributes': '*.yaml filter=evil merge=evil\n',
    '.gitmodules': '[submodule "x"]\n\turl = ext::sh -c touch% /tmp/x\n',
    'clusters/eu-1/shop/.gitattributes': '* filter=evil\n',
  };
  const { fake, forge } = start(hostile);
  const { branch } = await proposeChange(request(forge));
  const tree = fake.git.resolve(branch)?.tree;
  for (const path of Object.keys(hostile).filter(p => p.includes('.git'))) {
    expect(tree?.get(path)).toBe(hostile[path as keyof typeof hostile]);
  }
});

const HOSTILE = [
  'a\n---\nkind: ClusterRole\n',
  '...\n---\n',
  '${{secrets.TOKEN}}',
  '${{ parameters.x }}',
  '{{ .Values.x }}',
  '# no comment',
  '*alias',
  '&anchor a',
  '!!js/function >\n  x',
  '<<',
  'yes',
  '0x10',
  '1_000',
  '2026-11-22',
  ' a',
  'a: b',
  '- a',
  '\u0085\u2028\ufeff',
  '\'"',
];

// Abuse case 24.
it('writes the documents that were planned, whatever is in them', () => {
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'grapheme' }),
  );
  const object = (
    name: string,
    value: string,
    key: string,
  ): ManifestObject => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace: 'shop', annotations: { note: value } },
    spec: { hosts: [value], [`k${key}`]: { [`m${value}`]: value } },
  });
  fc.assert(
    fc.property(text, text, (value, key) => {
      const objects = [object('a', value, key), object('b', key, value)];
      const plan = planManifests(objects, {
        cluster: 'eu-1',
        fileName: 'x.yaml',
      });
      const files = plan.apply(new Map(Object.entries(SEED)));
      const written = files.get('clusters/eu-1/shop/x.yaml') ?? '';
      const documents = parseAllDocuments(written);
      expect(documents.map(document => document.toJS())).toEqual(objects);
      // And again on top of what is there.
      expect(plan.apply(files)).toEqual(files);
    }),
    { numRuns: 100 },
  );
});

// Abuse case 26.
it('commits the files of the plan and no others', async () => {
  const { fake, forge } = start({ ...SEED, '.env': 'TOKEN=canary\n' });
  const wanted = request(forge);
  const apply: typeof wanted.plan.apply = files =>
    new Map([
      ...wanted.plan.apply(files),
      ['.env', 'TOKEN=other\n'],
      ['clusters/eu-1/shop/stray.yaml', 'a: 1\n'],
    ]);
  const plan = { ...wanted.plan, apply };
  const { branch } = await proposeChange({ ...wanted, plan });
  const [before, after] = ['main', branch].map(
    ref => fake.git.resolve(ref)?.tree ?? new Map<string, string>(),
  );
  const touched = [...after.keys()].filter(
    path => before.get(path) !== after.get(path),
  );
  expect(touched.length).toBeGreaterThan(0);
  for (const path of touched) expect(wanted.plan.paths).toContain(path);
  expect(after.get('.env')).toBe('TOKEN=canary\n');
});
