import { mountDiff } from './mergeEditors';

const colours = Object.fromEntries(
  [
    ...['text', 'quiet', 'comment', 'background', 'divider'],
    ...['added', 'addedText', 'removed', 'removedText'],
  ].map(name => [name, '#123456']),
) as never;

describe.each(['side-by-side', 'unified'] as const)('mountDiff, %s', layout => {
  it('shows characters that hide or turn text', () => {
    const parent = document.createElement('div');
    const unmount = mountDiff(parent, {
      before: 'host: a\n',
      // A mark that turns what follows, and one without width.
      after: 'host: \u202ea\u200b\n',
      layout,
      colours,
      labels: { before: 'before', after: 'after', collapsed: '$ lines' },
    });
    const marks = [...parent.querySelectorAll('.cm-specialChar')];
    expect(marks.map(mark => mark.getAttribute('title'))).toEqual([
      'Control character right-to-left override',
      'Control character zero width space',
    ]);
    unmount();
    expect(parent.innerHTML).toBe('');
  });
});
