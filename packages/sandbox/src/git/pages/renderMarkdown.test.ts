/** @jest-environment @backstage/cli-module-test-jest/config/jest-environment-jsdom */
import fc from 'fast-check';
import { renderMarkdown } from './renderMarkdown';

describe('renderMarkdown', () => {
  const render = (text: string) => renderMarkdown(text).markup;

  it('keeps tables, lists, code and folded parts', () => {
    const page = render(
      '| a | b |\n|---|---|\n| `x` | y |\n\n<details>\n<summary>More</summary>\n\n1. one\n\n</details>\n',
    );
    expect(page).toContain('<td><code>x</code></td>');
    expect(page).toMatch(
      /<details>\s*<summary>More<\/summary>\s*<ol>\s*<li>one<\/li>\s*<\/ol>\s*<\/details>/,
    );
  });

  it.each([
    ['between blocks', 'before\n\n<!-- meshwright: {"a":"b"} -->\n\nafter'],
    ['in a line', 'before <!-- meshwright: x --> after'],
    ['over lines', 'before\n\n<!--\nmeshwright: x\n\ny\n-->\nafter'],
  ])('hides a comment %s', (_, text) => {
    expect(render(text)).not.toMatch(/meshwright|<!--|-->/);
    expect(render(text)).toMatch(/before[\s\S]*after/);
  });

  it('puts headings below those of the page', () => {
    expect(render('## Objects\n\n### More')).toMatch(
      /<h3>Objects<\/h3>\s*<h4>More<\/h4>/,
    );
    expect(render('# A\n\n###### B')).toMatch(/<h3>A<\/h3>\s*<h6>B<\/h6>/);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<details ontoggle=alert(1) open>x</details>',
    '<summary onclick="alert(1)">x</summary>',
    '<iframe srcdoc="x"></iframe>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](vbscript:x)',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '<vbscript:alert(1)>',
    '![x](http://elsewhere.example/pixel.png)',
    '<!-- --><img src=x onerror=alert(1)><!-- -->',
    '<!--><script>alert(1)</script>-->',
    '<style>*{display:none}</style>',
    '<form action=/x><button>x</button></form>',
  ])('shows %s as text, or not at all', text => {
    expect.hasAssertions();
    expectHarmless(render(text));
  });

  it('is harmless for any text', () => {
    expect.hasAssertions();
    const piece = fc.constantFrom(
      ...['<', '>', '<!--', '-->', '<details>', '</details>', '<summary '],
      ...[
        'onclick=x',
        '<script>',
        '"',
        "'",
        '`',
        '[x](',
        'javascript',
        ':x',
        ')',
      ],
      ...['\n', '\n\n', '&#60;', '![', '<img src=x>', '|', '# ', '<a href='],
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 });
    fc.assert(
      fc.property(text, pieces => expectHarmless(render(pieces.join('')))),
      { numRuns: 500 },
    );
  });

  const TAGS = new Set(
    'p br hr h3 h4 h5 h6 ul ol li table thead tbody tr th td code pre em strong s a blockquote details summary sub sup kbd div'.split(
      ' ',
    ),
  );
  const ATTRIBUTES = new Set(
    'href rel title class role aria-label tabindex style start'.split(' '),
  );

  function expectHarmless(markup: string): void {
    // The browser's own idea of the markup, not ours.
    const document = new DOMParser().parseFromString(markup, 'text/html');
    for (const element of document.body.querySelectorAll('*')) {
      expect(TAGS).toContain(element.localName);
      for (const { name, value } of element.attributes) {
        expect(ATTRIBUTES).toContain(name);
        if (name === 'style')
          expect(value).toMatch(/^text-align:(left|right|center)$/);
        if (name === 'href')
          expect(value).toMatch(/^(https?:|mailto:|[^:]*($|[/?#]))/i);
      }
    }
    expect(markup).not.toContain('<!--');
  }
});
