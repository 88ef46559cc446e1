import { linearRegExp } from './linearRegExp';
import type { OwnerRule } from './OwnerRule';

/** Words of a line; a backslash keeps what comes after it, `#` ends the line. */
function words(line: string): string[] {
  const found: string[] = [];
  let word = '';
  let kept = false;
  for (const character of line.trim().replace(/\t/g, ' ')) {
    if (kept) {
      word += character;
      kept = false;
    } else if (character === '\\') kept = true;
    else if (character === '#') break;
    else if (character !== ' ') word += character;
    else if (word) {
      found.push(word);
      word = '';
    }
  }
  return word ? [...found, word] : found;
}

function ruleOf(line: string): OwnerRule | undefined {
  const [pattern, ...owners] = words(line);
  if (!pattern || owners.length === 0) return undefined;
  const negated = pattern.startsWith('!');
  const test = linearRegExp(`^${negated ? pattern.slice(1) : pattern}$`);
  return test && { owners, matches: path => test(path) !== negated };
}

/**
 * Names each path's owners by a CODEOWNERS file of Gitea or Forgejo: of every
 * rule that is about it (`services/repository/codeowner` of Gitea).
 *
 * @internal
 */
export function giteaOwners(
  text: string,
): (path: string) => Array<{ name: string }> {
  const rules = text.split(/\r?\n/).flatMap(line => ruleOf(line) ?? []);
  return path =>
    rules.flatMap(({ owners, matches }) =>
      matches(path) ? owners.map(name => ({ name })) : [],
    );
}
