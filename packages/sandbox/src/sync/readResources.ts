import { parseYaml } from './parseManifests';

const KNOWN_KEYS = new Set(['apiVersion', 'kind', 'metadata', 'resources']);

/**
 * What a kustomization names. One that asks for more than names is refused,
 * because half of it would be worse than nothing.
 *
 * @throws an error whose message says what is wrong
 * @internal
 */
export function readResources(text: string): string[] {
  const documents = parseYaml(text).filter(value => value !== null);
  if (documents.length === 0) return [];
  const [value] = documents;
  if (documents.length > 1 || typeof value !== 'object' || value === null) {
    throw new Error('is not one YAML object');
  }
  const unknown = Object.keys(value).filter(key => !KNOWN_KEYS.has(key));
  if (unknown.length > 0) {
    throw new Error(
      `uses ${unknown.join(', ')}: only resources is supported here`,
    );
  }
  const resources = 'resources' in value ? value.resources ?? [] : [];
  if (!isTextList(resources)) throw new Error('resources is no list of paths');
  return resources;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
