import { type Document, isMap, isNode, isSeq, type Node, visit } from 'yaml';
import { lineStart } from './textLines';

/** How people write a document. @internal */
export interface YamlStyle {
  /** Spaces by which a map is indented below its key. */
  step: number;
  /** Whether lists are indented below their key. */
  indentSeq: boolean;
  /** Whether there are blanks inside of brackets. */
  padding: boolean;
}

/** The column of a node; undefined where it has no place of its own. */
function columnOf(node: unknown, text: string): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [at] = node.range;
  return at - lineStart(text, at);
}

function isBlock(node: unknown): node is Node {
  return (isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0;
}

/**
 * How a document is written, by its first map and list below a key; as we
 * write it where it has none.
 *
 * @internal
 */
export function styleOf(document: Document, text: string): YamlStyle {
  let step: number | undefined;
  let indentSeq: boolean | undefined;
  visit(document, {
    Pair(_, { key, value }) {
      if (!isBlock(value)) return undefined;
      const [outer, inner] = [columnOf(key, text), columnOf(value, text)];
      if (outer === undefined || inner === undefined) return undefined;
      if (isSeq(value)) indentSeq ??= inner > outer;
      else if (inner > outer) step ??= inner - outer;
      return step !== undefined && indentSeq !== undefined
        ? visit.BREAK
        : undefined;
    },
  });
  return {
    step: Math.min(step ?? 2, 8),
    indentSeq: indentSeq ?? true,
    padding: !/[[{][^\s\]}]/.test(text),
  };
}
