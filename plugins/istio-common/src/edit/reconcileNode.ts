import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sameValue } from './sameValue';
import { YAML_LIMITS } from './yamlLimits';

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function plain(node: Node, document: Document): unknown {
  return node.toJS(document, { maxAliasCount: YAML_LIMITS.aliases });
}

function reconcileMap(
  map: YAMLMap,
  wanted: Record<string, unknown>,
  document: Document,
): void {
  // An empty map is always written {}; what it is filled with need not be.
  if (map.items.length === 0) map.flow = false;
  for (const key of map.items.map(pair => String(pair.key))) {
    if (!Object.hasOwn(wanted, key)) map.delete(key);
  }
  for (const [key, value] of Object.entries(wanted)) {
    const current = map.get(key, true);
    map.set(
      key,
      // `get` with keepScalar returns the node, though typed as unknown.
      reconcileNode(current as Node | undefined, value, document),
    );
  }
}

function reconcileSeq(
  seq: YAMLSeq,
  wanted: unknown[],
  document: Document,
): void {
  if (seq.items.length === 0) seq.flow = false;
  const before = seq.items.filter(isNode);
  const spare = new Set<Node>(before);
  const take = (node: Node | undefined) => {
    if (!node || !spare.delete(node)) return undefined;
    return node;
  };
  // First what stays as it is, so that an entry keeps its comment when it moves.
  const kept = wanted.map(value =>
    take(
      before.find(
        node => spare.has(node) && sameValue(plain(node, document), value),
      ),
    ),
  );
  seq.items = wanted.map(
    (value, index) =>
      kept[index] ?? reconcileNode(take(before[index]), value, document),
  );
}

function replace(
  node: Node | undefined,
  wanted: unknown,
  document: Document,
): Node {
  const created = document.createNode(wanted, {
    aliasDuplicateObjects: false,
  }) as Node;
  if (node?.comment) created.comment = node.comment;
  if (node?.commentBefore) created.commentBefore = node.commentBefore;
  return created;
}

/**
 * Brings a node to a wanted value and touches nothing that has it already:
 * comments, order and style stay. An alias whose value differs is replaced.
 *
 * @internal
 */
export function reconcileNode(
  node: Node | undefined,
  wanted: unknown,
  document: Document,
): Node {
  if (node && sameValue(plain(node, document), wanted)) return node;
  if (isMap(node) && isRecord(wanted)) {
    reconcileMap(node, wanted, document);
    return node;
  }
  if (isSeq(node) && Array.isArray(wanted)) {
    reconcileSeq(node, wanted, document);
    return node;
  }
  const alike = isScalar(node) && typeof node.value === typeof wanted;
  // typeof null is "object" too, so lists and maps are told apart first.
  if (alike && (wanted === null || typeof wanted !== 'object')) {
    node.value = wanted;
    return node;
  }
  return replace(node, wanted, document);
}
