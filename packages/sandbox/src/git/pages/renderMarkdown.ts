import MarkdownIt from 'markdown-it';
import { Html, escapeHtml } from './html';

type Token = ReturnType<MarkdownIt['parse']>[number];

// Tags that fold or break text and can do nothing else; only without attributes.
const HARMLESS = /^<\/?(details|summary|br|sub|sup|kbd)\s*\/?>$/i;

// A comment, a tag, or the text up to the next of either.
const PIECES = /<!--[\s\S]*?-->|<[^<>]*>|[^<]+|</g;

const SAFE_LINK = /^(https?:|mailto:|#|\.{0,2}\/|[^:/?#]+(?:[/?#]|$))/i;

// The page has its title above, and one heading for the conversation.
const FIRST_HEADING = 3;

const markdown = createMarkdown();

/**
 * Renders a pull request's text. Raw HTML is text, save for what folds it;
 * comments stay hidden; links lead to the web and nowhere else; nothing is
 * loaded from elsewhere.
 *
 * @internal
 */
export function renderMarkdown(text: string): Html {
  const tokens = markdown.parse(text, {});
  shiftHeadings(tokens);
  return new Html(markdown.renderer.render(tokens, markdown.options, {}));
}

function createMarkdown(): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: true });
  // A picture is a request to a host that the text's author chose.
  md.disable('image');
  md.validateLink = url => SAFE_LINK.test(url.trim());
  const { rules } = md.renderer;
  rules.html_block = (tokens, at) => cleanHtml(tokens[at].content);
  rules.html_inline = (tokens, at) => cleanHtml(tokens[at].content);
  rules.link_open = (tokens, at, options, _env, self) => {
    tokens[at].attrSet('rel', 'noopener noreferrer nofollow');
    return self.renderToken(tokens, at, options);
  };
  rules.table_open = () =>
    '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>';
  rules.table_close = () => '</table></div>';
  return md;
}

function cleanHtml(source: string): string {
  return (source.match(PIECES) ?? [])
    .filter(piece => !piece.startsWith('<!--') || !piece.endsWith('-->'))
    .map(piece =>
      HARMLESS.test(piece) ? piece.toLowerCase() : escapeHtml(piece),
    )
    .join('');
}

function shiftHeadings(tokens: Token[]): void {
  const headings = tokens.filter(({ type }) => type.startsWith('heading_'));
  const levels = headings.map(({ tag }) => Number(tag.slice(1)));
  const offset = FIRST_HEADING - Math.min(...levels);
  headings.forEach((token, at) => {
    token.tag = `h${Math.min(6, levels[at] + offset)}`;
  });
}
