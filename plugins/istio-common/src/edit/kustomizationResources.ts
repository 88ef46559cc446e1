import { isMap } from 'yaml';
import { renderDocument } from '../build/renderManifests';
import { editDocument } from './editDocument';
import { isValues, type Values } from './mergeValues';
import { withLineFeeds } from './withLineFeeds';
import { plainValue, readDocument } from './yamlDocuments';
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

function readKustomization(text: string): {
  fields: Values;
  resources: unknown[] | undefined;
} {
  assertReadable(text);
  const document = readDocument(text);
  const fields = plainValue(document);
  if (!isMap(document.contents) || !isValues(fields)) {
    throw new UnreadableYamlError('the kustomization is not a map');
  }
  const resources = fields.resources ?? undefined;
  if (resources !== undefined && !Array.isArray(resources)) {
    throw new UnreadableYamlError(
      '`resources` of the kustomization is no list',
    );
  }
  return { fields, resources };
}

/** `./a/` and `a` are one resource to kustomize. */
function normal(path: unknown): string {
  return String(path)
    .replace(/^(?:\.\/)+/, '')
    .replace(/(?<!\/)\/+$/, '');
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, i) => i === 0 || names[i - 1] <= name);
}

/** A sorted list stays sorted, another gets the path at its end. */
function withPath(resources: readonly unknown[], path: string): unknown[] {
  const names = resources.map(normal);
  const next = isSorted(names) ? names.findIndex(name => name > path) : -1;
  return resources.toSpliced(next < 0 ? names.length : next, 0, path);
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
  const wanted = [...new Set(paths.map(normal))].sort();
  if (text === undefined || text.trim() === '') {
    return renderDocument({ ...HEADER, resources: wanted });
  }
  return withLineFeeds(text, plain => {
    const { fields, resources = [] } = readKustomization(plain);
    const present = new Set(resources.map(normal));
    const added = wanted.filter(path => !present.has(path));
    return added.length === 0
      ? plain
      : editDocument(plain, {
          ...fields,
          resources: added.reduce(withPath, resources),
        });
  });
}

function removeAll(text: string, paths: readonly string[]): string | undefined {
  const { fields, resources } = readKustomization(text);
  if (!resources) return text;
  const gone = new Set(paths.map(normal));
  const left = resources.filter(path => !gone.has(normal(path)));
  if (left.length === resources.length) return text;
  if (left.length > 0)
    return editDocument(text, { ...fields, resources: left });
  const { resources: _, ...others } = fields;
  return Object.keys(others).every(field => BARE_FIELDS.has(field))
    ? undefined
    : editDocument(text, others);
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
