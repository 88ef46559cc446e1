import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { plainValue, printDocument, readDocument } from './yamlDocuments';
import { assertReadable, UnreadableYamlError } from './yamlLimits';

const HEADER = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

const BARE_FIELDS: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'resources',
]);

function readKustomization(text: string) {
  assertReadable(text);
  const document = readDocument(text);
  if (!isMap(document.contents)) {
    throw new UnreadableYamlError('the kustomization is not a map');
  }
  const map: YAMLMap = document.contents;
  plainValue(document);
  const node = map.get('resources', true);
  const resources = isSeq(node) ? node : undefined;
  const empty = node === undefined || (isScalar(node) && node.value === null);
  if (!resources && !empty) {
    throw new UnreadableYamlError(
      '`resources` of the kustomization is no list',
    );
  }
  return { document, map, resources };
}

/** `./a/` and `a` are one resource to kustomize. */
function normal(path: unknown): string {
  return String(path)
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
}

function valueOf(item: unknown): string {
  return normal(isScalar(item) ? item.value : item);
}

function isSorted(names: string[]): boolean {
  return names.every((name, i) => i === 0 || names[i - 1] <= name);
}

/**
 * Adds resources to a kustomization, a set union. A sorted list stays sorted,
 * so that two additions seldom meet in one place; another gets them at its end.
 * What is there already changes nothing.
 *
 * @public
 */
export function addKustomizationResources(
  text: string | undefined,
  paths: readonly string[],
): string {
  if (text === undefined || text.trim() === '') {
    return printNew([...new Set(paths.map(normal))].sort());
  }
  const { document, map, resources } = readKustomization(text);
  const present = (resources?.items ?? []).map(valueOf);
  const missing = [...new Set(paths.map(normal))]
    .filter(path => !present.includes(path))
    .sort();
  if (missing.length === 0) return text;
  if (!resources) {
    map.set('resources', document.createNode(missing));
    return printDocument(document, text);
  }
  const sorted = isSorted(present);
  for (const path of missing) {
    const names = resources.items.map(valueOf);
    const at = sorted ? names.findIndex(name => name > path) : -1;
    resources.items.splice(
      at < 0 ? names.length : at,
      0,
      document.createNode(path),
    );
  }
  return printDocument(document, text);
}

function printNew(resources: string[]): string {
  const head = Object.entries(HEADER).map(([key, value]) => `${key}: ${value}`);
  const document = readDocument(`${head.join('\n')}\n`);
  document.set('resources', document.createNode(resources));
  return printDocument(document, '');
}

/**
 * Takes resources out of a kustomization; undefined when nothing is left in
 * it, because kustomize refuses an empty one.
 *
 * @public
 */
export function removeKustomizationResources(
  text: string,
  paths: readonly string[],
): string | undefined {
  const { document, map, resources } = readKustomization(text);
  if (!resources) return text;
  const gone = new Set(paths.map(normal));
  const kept = resources.items.filter(item => !gone.has(valueOf(item)));
  if (kept.length === resources.items.length) return text;
  if (kept.length > 0) {
    resources.items = kept;
    return printDocument(document, text);
  }
  // The keys of a parsed map are scalars: readDocument refuses others.
  const fields = map.items.map(pair => String(pair.key as Node));
  if (fields.every(field => BARE_FIELDS.has(field))) return undefined;
  map.delete('resources');
  return printDocument(document, text);
}
