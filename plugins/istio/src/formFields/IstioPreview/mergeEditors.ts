import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightSpecialChars,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** Colours of the app's theme. */
export interface DiffColours {
  dark: boolean;
  text: string;
  quiet: string;
  comment: string;
  background: string;
  divider: string;
  added: string;
  addedText: string;
  removed: string;
  removedText: string;
}

/** What is shown, and how. */
export interface DiffRequest {
  before: string;
  after: string;
  layout: 'side-by-side' | 'unified';
  colours: DiffColours;
  /** What the two sides are called when they are read out. */
  labels: { before: string; after: string; collapsed: string };
}

const MARGIN = { margin: 3, minSize: 6 };

/**
 * Shows two texts beside each other, or in one column, inside the element.
 * Comments are set apart, because people look for theirs first.
 *
 * @returns what takes it away again
 */
export function mountDiff(parent: Element, request: DiffRequest): () => void {
  const { before, after, layout, labels } = request;
  if (layout === 'side-by-side') {
    const view = new MergeView({
      parent,
      a: { doc: before, extensions: extensions(request, labels.before) },
      b: { doc: after, extensions: extensions(request, labels.after) },
      collapseUnchanged: MARGIN,
      gutter: false,
    });
    return () => view.destroy();
  }
  const view = new EditorView({
    parent,
    doc: after,
    extensions: [
      extensions(request, labels.after),
      unifiedMergeView({
        original: before,
        mergeControls: false,
        gutter: false,
        collapseUnchanged: MARGIN,
        // In a file that is new or gone every word would be marked.
        highlightChanges: before !== '' && after !== '',
      }),
    ],
  });
  return () => view.destroy();
}

const comments = new MatchDecorator({
  // A sign within a word or a quoted text does not begin a comment of YAML.
  regexp: /(?:^|\s)#.*$/g,
  decoration: Decoration.mark({ class: 'mw-comment' }),
});

const markComments = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = comments.createDeco(view);
    }

    update(update: ViewUpdate) {
      this.decorations = comments.updateDeco(update, this.decorations);
    }
  },
  { decorations: plugin => plugin.decorations },
);

function extensions(
  { colours, labels }: DiffRequest,
  label: string,
): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorState.phrases.of({ '$ unchanged lines': labels.collapsed }),
    // Reached by the keyboard, so that it can be scrolled by it.
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-readonly': 'true',
      tabindex: '0',
    }),
    lineNumbers(),
    // What hides or turns text, in a file of others, is to be seen.
    highlightSpecialChars(),
    EditorView.lineWrapping,
    markComments,
    lookOf(colours),
  ];
}

function lookOf(colours: DiffColours): Extension {
  const { added, addedText, removed, removedText } = colours;
  const sign = (content: string, color: string) => ({
    content: `"${content}"`,
    position: 'absolute',
    left: '5px',
    color,
    fontWeight: '700',
    textDecoration: 'none',
  });
  return EditorView.theme(
    {
      '&': { color: colours.text, backgroundColor: colours.background },
      '&.cm-focused': { outline: `2px solid ${colours.quiet}` },
      '.cm-scroller': {
        fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
        fontSize: '12px',
        lineHeight: '1.5',
      },
      '.cm-gutters': {
        backgroundColor: colours.background,
        color: colours.quiet,
        border: 'none',
      },
      '.cm-line, .cm-deletedLine': {
        position: 'relative',
        paddingLeft: '18px',
      },
      // Beside each other it lies within a line, which is marked already.
      '.cm-line .cm-deletedLine': { paddingLeft: 0 },
      '.mw-comment': { color: colours.comment },
      '.cm-collapsedLines': {
        background: 'none',
        backgroundColor: colours.divider,
        color: colours.text,
        paddingLeft: '18px',
      },
      // The sign of the library is missing in many fonts.
      '.cm-collapsedLines::before, .cm-collapsedLines::after': {
        content: '"⋯"',
      },
      '&:not(.cm-merge-a) .cm-changedLine': { backgroundColor: added },
      // A whole line that is new is marked as a line.
      '.cm-insertedLine': { background: 'none', textDecoration: 'none' },
      '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': {
        backgroundColor: removed,
      },
      '&:not(.cm-merge-a) .cm-changedText': {
        background: 'none',
        backgroundColor: added,
        boxShadow: `inset 0 -1px ${addedText}`,
      },
      '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
        background: 'none',
        backgroundColor: removed,
        boxShadow: `inset 0 -1px ${removedText}`,
      },
      '.cm-deletedLine del, .cm-deletedLine, .cm-deletedLine .cm-deletedText': {
        textDecoration: 'none',
      },
      // Signs, because colour alone says nothing to some.
      '&:not(.cm-merge-a) .cm-changedLine::before': sign('+', addedText),
      '&.cm-merge-a .cm-changedLine::before': sign('−', removedText),
      '.cm-deletedLine::before': sign('−', removedText),
      '.cm-line .cm-deletedLine::before': { content: 'none' },
    },
    { dark: colours.dark },
  );
}
