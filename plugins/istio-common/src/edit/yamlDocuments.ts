import { type Document, isScalar, visit, type YAMLMap } from 'yaml';
import { parseYaml, placeOf, unreadable } from './parseYaml';
import { assertKey, UnreadableYamlError, YAML_LIMITS } from './yamlLimits';

/**
 * Cuts a stream into its documents, losslessly: joined, the parts are the text.
 * A line that begins with `---` always begins a document, even inside a block
 * scalar (YAML 1.2.2, c-forbidden), so no parser is needed for it.
 *
 * @internal
 */
export function splitDocuments(text: string): string[] {
  return text.split(/^(?=---(?:\s|$))/m).filter(part => part !== '');
}

/** The first key that a map has before. */
function assertUnique(map: YAMLMap, part: string): void {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    const value = isScalar(key) ? key.value : key;
    if (seen.has(value)) {
      const at = isScalar(key) ? key.range?.[0] : undefined;
      throw new UnreadableYamlError(
        `Map keys must be unique${at === undefined ? '' : placeOf(part, at)}`,
      );
    }
    seen.add(value);
  }
}

/**
 * Parses one document and refuses what is hostile or ambiguous: errors,
 * duplicate keys, keys that pollute prototypes.
 *
 * @internal
 */
export function readDocument(part: string): Document.Parsed {
  const document = parseYaml(part);
  visit(document, {
    Map(_, map) {
      assertUnique(map, part);
    },
    Pair(_, pair) {
      // The key of a parsed pair is a node or null; a scalar has its value.
      assertKey((pair.key as { value?: unknown } | null)?.value);
    },
  });
  return document;
}

/** The plain value of a document, aliases expanded within the limit. @internal */
export function plainValue(
  document: Document,
  aliases: number = YAML_LIMITS.aliases,
): unknown {
  try {
    return document.toJS({ maxAliasCount: aliases });
  } catch (error) {
    throw unreadable(error);
  }
}
