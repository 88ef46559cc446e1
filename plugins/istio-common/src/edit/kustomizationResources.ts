import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { insertListLine, removeListLine } from './listLines';
import { withLineFeeds } from './withLineFeeds';
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

/** Where a path goes: a sorted list stays sorted, another gets it at its end. */
function placeIn(names: readonly string[], path: string): number {
  const at = isSorted([...names]) ? names.findIndex(name => name > path) : -1;
  return at < 0 ? names.length : at;
}

/** Adds one resource and touches no other byte, where the list allows it. */
function addOne(text: string, path: string): string {
  const { document, map, resources } = readKustomization(text);
  if (!resources) {
    map.set('resources', document.createNode([path]));
    return printDocument(document, text);
  }
  const index = placeIn(resources.items.map(valueOf), path);
  // Our paths are plain; one that is not is printed by the library.
  const value = /^[\w][\w./-]*$/.test(path) ? path : undefined;
  const line = value && insertListLine(text, resources, { index, value: path });
  resources.items.splice(index, 0, document.createNode(path));
  if (line && readsAs(line, resources)) return line;
  return printDocument(document, text);
}

/** Whether a text has these very resources. */
function readsAs(text: string, wanted: YAMLSeq): boolean {
  const { resources } = readKustomization(text);
  const names = wanted.items.map(valueOf);
  const read = (resources?.items ?? []).map(valueOf);
  return (
    read.length === names.length &&
    read.every((name, index) => name === names[index])
  );
}

/**
 * Adds resources to a kustomization, a set union. A sorted list stays sorted,
 * so that two additions seldom meet in one place; another gets them at its end.
 * What is there already changes nothing, and no other line is touched.
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
  return withLineFeeds(text, plain => {
    const { resources } = readKustomization(plain);
    const present = new Set((resources?.items ?? []).map(valueOf));
    return [...new Set(paths.map(normal))]
      .filter(path => !present.has(path))
      .sort()
      .reduce(addOne, plain);
  });
}

function printNew(resources: string[]): string {
  const head = Object.entries(HEADER).map(([key, value]) => `${key}: ${value}`);
  const document = readDocument(`${head.join('\n')}\n`);
  document.set('resources', document.createNode(resources));
  return printDocument(document, '');
}

/** Takes one entry out and touches no other byte, where the list allows it. */
function removeOne(text: string, path: string): string {
  const { document, resources } = readKustomization(text);
  const item = resources?.items.find(one => valueOf(one) === path);
  if (!resources || !item) return text;
  const line = removeListLine(text, item);
  resources.items = resources.items.filter(one => one !== item);
  if (line && readsAs(line, resources)) return line;
  return printDocument(document, text);
}

function removeAll(text: string, paths: readonly string[]): string | undefined {
  const { document, map, resources } = readKustomization(text);
  if (!resources) return text;
  const gone = new Set(paths.map(normal));
  const leaving = resources.items.map(valueOf).filter(name => gone.has(name));
  if (leaving.length < resources.items.length) {
    return leaving.reduce(removeOne, text);
  }
  // The keys of a parsed map are scalars: readDocument refuses others.
  const fields = map.items.map(pair => String(pair.key as Node));
  if (leaving.length === 0) return text;
  if (fields.every(field => BARE_FIELDS.has(field))) return undefined;
  map.delete('resources');
  return printDocument(document, text);
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
  return withLineFeeds(text, plain => removeAll(plain, paths));
}
