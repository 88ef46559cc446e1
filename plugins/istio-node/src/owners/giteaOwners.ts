import { linearRegExp } from './linearRegExp';
import type { OwnerRule } from './OwnerRule';
import type { StepBudget } from './StepBudget';

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

function ruleOf(line: string, budget: StepBudget): OwnerRule | undefined {
  const [pattern, ...owners] = words(line);
  if (!pattern || owners.length === 0) return undefined;
  const negated = pattern.startsWith('!');
  const test = linearRegExp(
    `^${negated ? pattern.slice(1) : pattern}$`,
    budget,
  );
  return test && { owners, matches: path => test(path, budget) !== negated };
}

/**
 * Names each path's owners by a CODEOWNERS file of Gitea or Forgejo: of every
 * rule that is about it (`services/repository/codeowner` of Gitea).
 *
 * @internal
 */
export function giteaOwners(
  text: string,
  budget: StepBudget,
): (path: string) => Array<{ name: string }> {
  const rules = text.split(/\r?\n/).flatMap(line => ruleOf(line, budget) ?? []);
  return path =>
    rules.flatMap(({ owners, matches }) =>
      matches(path) ? owners.map(name => ({ name })) : [],
    );
}
