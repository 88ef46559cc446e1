import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isValues, type Values } from '../mergeValues';
import { sameValue } from '../sameValue';
import { lineEnd, lineStart } from '../textLines';
import { YAML_LIMITS } from '../yamlLimits';
import { styleOf, type YamlStyle } from '../yamlStyle';
import { editBlockMap } from './editBlockMap';
import { editBlockSeq } from './editBlockSeq';
import { editFlow } from './editFlow';
import type { TextEdit } from './TextEdit';
import {
  extentOf,
  spanOf,
  type ValueExtent,
  type ValuePlace,
} from './valuePlace';
import { flowText, indented, isFilled, valueText } from './valueText';

/**
 * Finds the fewest parts of a text that must change for a document to have a
 * wanted value. Where a method returns false, it cannot be done in place.
 *
 * @internal
 */
export class InPlaceEditor {
  readonly edits: TextEdit[] = [];
  readonly style: YamlStyle;

  constructor(readonly text: string, readonly document: Document) {
    this.style = styleOf(document, text);
  }

  /** Instead of a part of the text; nothing is inserted where both are one. */
  put(start: number, end: number, text: string): true {
    this.edits.push({ start, end, text });
    return true;
  }

  /** Takes out whole lines, with the line break before them. */
  putAwayLines(start: number, end: number): true {
    return start > 0
      ? this.put(start - 1, end, '')
      : this.put(0, Math.min(end + 1, this.text.length), '');
  }

  plain(node: Node | null | undefined): unknown {
    return node
      ? node.toJS(this.document, { maxAliasCount: YAML_LIMITS.aliases })
      : null;
  }

  /** The entries of a map, by their keys. */
  entriesOf(map: YAMLMap): Array<{ key: string; value: Node | undefined }> {
    return map.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      value: isNode(value) ? value : undefined,
    }));
  }

  edit(place: ValuePlace, wanted: unknown): boolean {
    const { node } = place;
    if (sameValue(this.plain(node), wanted)) return true;
    const isKept =
      (isMap(node) && isValues(wanted)) ||
      (isSeq(node) && Array.isArray(wanted));
    if (isKept && isCollection(node) && node.items.length > 0) {
      if (isFilled(wanted)) return this.#editInside(node, place, wanted);
    }
    return this.replace(place, wanted);
  }

  #editInside(
    node: YAMLMap | YAMLSeq,
    place: ValuePlace,
    wanted: object,
  ): boolean {
    if (node.flow) return editFlow(this, node, place, wanted);
    if (isMap(node)) {
      // `edit` saw that both are maps, or both are lists.
      return editBlockMap(this, node, place, wanted as Values);
    }
    return editBlockSeq(this, node, place, wanted as unknown[]);
  }

  /** Another value where one stands; comments on the line of its key stay. */
  replace(place: ValuePlace, wanted: unknown): boolean {
    const { node, after, inList } = place;
    if (place.after < 0) return false;
    if (place.inBrackets) {
      const span = spanOf(node);
      if (!span || span[0] === span[1]) return false;
      return this.put(...span, flowText(wanted, this.style));
    }
    const extent = extentOf(this.text, place);
    if (!extent) return false;
    const [start, end] = extent.head;
    const isEmpty = start === end;
    const next = valueText(wanted, { style: this.style, inList, old: node });
    // What begins on the line of a dash goes on below its first character.
    const column =
      inList && isFilled(wanted)
        ? (isEmpty ? after + 1 : start) - lineStart(this.text, after)
        : place.column;
    if (isEmpty && next.head) this.put(after, after, ` ${next.head}`);
    else if (next.head) this.put(start, end, next.head);
    else this.put(this.#spacesBefore(start, after), end, '');
    // Whatever is above the lines of a text of many lines would be part of it.
    const { body, head } = extent;
    const isText = /^[|>]/.test(next.head) && body && next.body.length > 0;
    const below: ValueExtent = isText
      ? { head, body: [lineEnd(this.text, head[1]) + 1, body[1]] }
      : extent;
    return this.#putBody(below, indented(next.body, column));
  }

  #spacesBefore(at: number, least: number): number {
    let start = at;
    while (start > least && this.text[start - 1] === ' ') start -= 1;
    return start;
  }

  #putBody({ head, body }: ValueExtent, lines: readonly string[]): true {
    if (body && lines.length > 0) return this.put(...body, lines.join('\n'));
    if (body) return this.putAwayLines(...body);
    if (lines.length === 0) return true;
    const at = lineEnd(this.text, head[1]);
    return this.put(at, at, `\n${lines.join('\n')}`);
  }
}
