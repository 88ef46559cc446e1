/**
 * A text as one line of Markdown that shows just that text: no markup, no
 * HTML, no mention of a person, no reference to an issue.
 *
 * @public
 */
export function plainText(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_[\]<>|~&!]/g, character => `\\${character}`)
      // Forges look for @name and #12 in the rendered text, so a backslash
      // does not stop them; a character without width does.
      .replace(/([@#])(?=\w)/g, '$1\u200b')
  );
}

/** A text as Markdown code, safe in a table cell. @internal */
export function codeSpan(text: string): string {
  const line = oneLine(text).replace(/\|/g, '\\|');
  const longest = Math.max(
    0,
    ...(line.match(/`+/g) ?? []).map(run => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A link when the target is a web address, else the text alone. @internal */
export function linkTo(text: string, target: string | undefined): string {
  const label = plainText(text);
  if (!target || !URL.canParse(target)) return label;
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  const href = url.href.replace(
    /[()[\]<>\\|!]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${label}](${href})`;
}

/** A block of code whose fence its text cannot close. @public */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(
    2,
    ...(text.match(/`+/g) ?? []).map(run => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table; cells are Markdown already. @internal */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Drops line breaks and characters that hide or turn text. @internal */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
