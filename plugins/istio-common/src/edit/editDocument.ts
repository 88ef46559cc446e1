import { type Document, isMap, isSeq } from 'yaml';
import { renderDocument } from '../build/renderManifests';
import { InPlaceEditor } from './inPlace/InPlaceEditor';
import { applyEdits } from './inPlace/TextEdit';
import { reconcileNode } from './reconcileNode';
import { sameValue } from './sameValue';
import { plainValue, readDocument } from './yamlDocuments';
import { UnreadableYamlError } from './yamlLimits';
import { styleOf } from './yamlStyle';

function readsAs(text: string, wanted: object): boolean {
  try {
    return sameValue(plainValue(readDocument(text)), wanted);
  } catch (error) {
    if (error instanceof UnreadableYamlError) return false;
    throw error;
  }
}

/** By the fewest characters; undefined where that cannot be. */
function editedInPlace(text: string, wanted: object): string | undefined {
  const document = readDocument(text);
  const { contents } = document;
  if (!isMap(contents) && !isSeq(contents)) return undefined;
  const editor = new InPlaceEditor(text, document);
  const place = { node: contents, after: -1, column: 0 };
  const isDone = editor.edit(
    { ...place, inList: false, inBrackets: false },
    wanted,
  );
  return isDone ? applyEdits(text, editor.edits) : undefined;
}

/** By the library, in the manner of the text: comments stay, blank lines may not. */
function reprinted(text: string, wanted: object): string | undefined {
  const document: Document = readDocument(text);
  const style = styleOf(document, text);
  try {
    document.contents = reconcileNode(
      document.contents ?? undefined,
      wanted,
      document,
    ) as Document['contents'];
    return document.toString({
      lineWidth: 0,
      indent: style.step,
      indentSeq: style.indentSeq,
      flowCollectionPadding: style.padding,
    });
  } catch (error) {
    // An alias whose anchor goes with what is replaced.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/**
 * A document that has another value: comments, order, style and every line that has
 * its value already stay. Where an anchor ties what changes to what must not,
 * the plain form is safe.
 *
 * @internal
 */
export function editDocument(text: string, wanted: object): string {
  const inPlace = editedInPlace(text, wanted);
  if (inPlace !== undefined && readsAs(inPlace, wanted)) return inPlace;
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const again = reprinted(text.slice(mark.length), wanted);
  if (again !== undefined && readsAs(again, wanted)) return mark + again;
  const [marker] = /^---[^\n]*\n/.exec(text.slice(mark.length)) ?? [''];
  return `${mark}${marker}${renderDocument(wanted)}`;
}
