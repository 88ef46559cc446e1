import { parseAllDocuments } from 'yaml';
import { ManifestObject } from './Manifest';

// A document that expands more aliases than this is a bomb, not a manifest.
const MAX_ALIASES = 100;

/**
 * The objects of a YAML file: any number of documents, lists taken apart.
 *
 * @throws an error whose message says what is wrong and where
 * @internal
 */
export function parseManifests(text: string): ManifestObject[] {
  return parseYaml(text).flatMap((value, index) =>
    toObjects(value, `document ${index + 1}`),
  );
}

/** The values of a YAML file's documents. @internal */
export function parseYaml(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  // An empty stream has no documents, and the type says so in its own way.
  if (!Array.isArray(documents)) return [];
  return documents.map(document => {
    const [problem] = document.errors;
    if (problem) throw new Error(problem.message.split('\n')[0]);
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  });
}

function toObjects(value: unknown, place: string): ManifestObject[] {
  if (value === null || value === undefined) return [];
  if (!isRecord(value)) throw new Error(`${place} is not an object`);
  const { apiVersion, kind, metadata, items } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    throw new Error(`${place} has no apiVersion and kind`);
  }
  if (kind.endsWith('List') && Array.isArray(items)) {
    return items.flatMap((item, index) =>
      toObjects(item, `${place}, item ${index + 1}`),
    );
  }
  if (!isRecord(metadata) || typeof metadata.name !== 'string') {
    throw new Error(`${place}, a ${kind}, has no metadata.name`);
  }
  const { name, namespace } = metadata;
  if (namespace !== undefined && typeof namespace !== 'string') {
    throw new Error(`${kind} ${name} has a namespace that is no text`);
  }
  return [
    { ...value, apiVersion, kind, metadata: { ...metadata, name, namespace } },
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
