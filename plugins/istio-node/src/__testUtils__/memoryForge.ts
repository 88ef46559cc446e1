import type { Forge, RepositoryFile } from '../forges/Forge';
import { readRepository } from '../change/readRepository';
import type { RepositoryQuestion } from '../change/RepositoryQuestion';

/** A Gateway of payments. */
export const GATEWAY = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web, namespace: pay, uid: x, creationTimestamp: '2020-01-01T00:00:00Z'}
spec: {selector: {istio: ingressgateway}}
status: {conditions: []}
`;

/** An object without a namespace, as YAML. */
export function named(kind: string, name: string, rest = ''): string {
  return `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {}\n${rest}`;
}

/** A kustomization. */
export function listing(...resources: string[]): string {
  return `resources:\n${resources.map(one => `  - ${one}\n`).join('')}`;
}

/** A cluster with two namespaces. */
export const TREE = {
  'clusters/eu-1/kustomization.yaml': listing('pay', 'shop', 'all.yaml'),
  'clusters/eu-1/all.yaml':
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: pay}\n',
  'clusters/eu-1/pay/kustomization.yaml': listing('web.yaml'),
  'clusters/eu-1/pay/web.yaml': GATEWAY,
  'clusters/eu-1/shop/kustomization.yaml': listing('cart.yaml'),
  'clusters/eu-1/shop/cart.yaml': GATEWAY.replace('pay', 'shop'),
};

/** A forge with these files that counts what it is asked. */
export function memoryForge(
  files: Record<string, string>,
  {
    type = 'github',
    answer = (paths: readonly string[]) => paths,
  }: {
    type?: string;
    answer?: (paths: readonly string[]) => readonly string[];
  } = {},
) {
  const asked: string[][] = [];
  const forge: RepositoryQuestion['forge'] = {
    type,
    repository: 'platform/gitops',
    async readFiles(ref, paths) {
      asked.push([...paths]);
      if (ref !== 'main') return undefined;
      const found = answer(paths).flatMap((path): RepositoryFile[] =>
        path in files ? [{ path, content: files[path], sha: path }] : [],
      );
      return new Map(found.map(file => [file.path, file]));
    },
  };
  return { forge, asked };
}

/** What the repository defines beside a change of the shop. */
export async function askRepository(
  forge: Pick<Forge, 'type' | 'repository' | 'readFiles' | 'readMore'>,
  rest: Partial<RepositoryQuestion> = {},
) {
  const { state } = await readRepository({
    ...{ forge, branch: 'main', namespaces: ['shop'] },
    layout: { cluster: 'eu-1' },
    allowedFolders: ['clusters/eu-1'],
    ...rest,
  });
  return state;
}

/** The same of some files, in words. */
export async function readObjects(
  files: Record<string, string>,
  rest: Partial<RepositoryQuestion> = {},
) {
  const { objects, unverified } = await askRepository(
    memoryForge(files).forge,
    rest,
  );
  return {
    objects: objects.map(
      ({ path, object: { kind, metadata } }) =>
        `${path}: ${kind} ${metadata.namespace ?? '-'}/${metadata.name}`,
    ),
    unverified,
  };
}
