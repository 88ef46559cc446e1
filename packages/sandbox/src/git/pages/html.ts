const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe to put into a page as it is. @internal */
export class Html {
  constructor(readonly markup: string) {}
}

/** Text for a page, with nothing in it that a browser would act on. @internal */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]);
}

/**
 * A template whose values are escaped, unless they are markup already; lists are
 * joined, and nothing is nothing.
 *
 * @internal
 */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(
    parts.map((part, at) => part + toMarkup(values[at])).join(''),
  );
}

function toMarkup(value: unknown): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  return escapeHtml(String(value));
}
