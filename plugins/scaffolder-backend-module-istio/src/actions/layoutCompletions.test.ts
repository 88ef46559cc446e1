import { readFile } from 'node:fs/promises';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { FakeIstioBackend } from '../__testUtils__/fakeIstioBackend';
import { generateAction } from '../__testUtils__/generateAction';
import { runAction, workspace } from '../__testUtils__/runAction';
import { readChange } from '../workspace/readChange';
import { assertValuesFound, completeFromLayout } from './layoutCompletions';

const VALUES = { repoUrl: 'https://git.example.com/platform/gitops.git' };
const MESH = {
  cluster: 'eu-1',
  version: '1.30.3',
  delivery: { by: 'argocd', valuesFrom: VALUES },
};

function pathOf(fields: Record<string, unknown>): unknown {
  // As it was given above.
  const { delivery } = fields as typeof MESH;
  return { path: undefined, ...delivery.valuesFrom }.path;
}

const LAYOUTS: Array<[JsonObject, string]> = [
  [{}, 'clusters/eu-1'],
  [{ path: 'fleet/{cluster}/ns/{namespace}' }, 'fleet/eu-1/ns'],
  [
    { path: 'tenants/{namespace}/{cluster}', clusterPath: 'mesh/{cluster}' },
    'mesh/eu-1',
  ],
];

describe('values of Argo CD', () => {
  const directory = workspace();

  beforeEach(() => directory.clear());

  it.each(LAYOUTS)('are looked for where %j has them', async (gitops, path) => {
    const config = { istio: { gitops } };
    const completed = completeFromLayout(
      'install',
      MESH,
      new ConfigReader(config),
    );
    expect(pathOf(completed)).toBe(path);
    await runAction(
      generateAction('install', new FakeIstioBackend(), config),
      MESH,
      { workspacePath: directory.path },
    );
    const text = await readFile(
      directory.resolve('istio/argocd/mesh-install.yaml'),
      'utf8',
    );
    expect(text).toContain(`$values/${path}/mesh/istio-base.values.yaml`);
    const change = await readChange(directory.resolve('istio'), 'istio');
    const target = {
      ...{ repoUrl: 'x', branch: 'main' },
      path: String(gitops.path ?? 'clusters/{cluster}/{namespace}'),
      ...(gitops.clusterPath && { clusterPath: String(gitops.clusterPath) }),
    };
    expect(() => assertValuesFound(change, target)).not.toThrow();
    expect(() =>
      assertValuesFound(change, { ...target, clusterPath: 'x/{cluster}' }),
    ).toThrow(
      `would look for values in ${path}, and they are written to x/eu-1: give delivery.valuesFrom.path x/eu-1`,
    );
  });

  it.each([
    ['a path of its own', 'install', { ...VALUES, path: 'mine' }],
    ['another kind', 'ingress', VALUES],
    ['no values as files', 'install', undefined],
  ])('stay as they are with %s', (_, kind, valuesFrom) => {
    const fields = { ...MESH, delivery: { by: 'argocd', valuesFrom } };
    const config = new ConfigReader({
      istio: { gitops: { path: 'a/{cluster}/{namespace}' } },
    });
    expect(completeFromLayout(kind, fields, config)).toBe(fields);
  });
});
