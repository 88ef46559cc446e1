import { globMatches } from './globMatch';
import type { OwnerRule } from './OwnerRule';
import type { StepBudget } from './StepBudget';

/** Splits at spaces, but for those that a backslash keeps. */
function words(line: string): string[] {
  return line.match(/(\\.|[^\s\\])+|\\$/g) ?? [];
}

/**
 * Which files a pattern of GitHub is about: as in `.gitignore`, where one
 * without a slash inside is found in every folder, and a folder stands for all
 * in it; but `docs/*` is about the files right in `docs`. Has no `!` and no
 * `[ ]` ("About code owners" of the documentation of GitHub).
 */
function matcher(
  pattern: string,
  budget: StepBudget,
): (path: string) => boolean {
  const isFolder = pattern.endsWith('/');
  const names = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  const anywhere = names.length === 1 && !pattern.startsWith('/');
  const glob = anywhere ? ['**', ...names] : names;
  const last = names[names.length - 1];
  const isShallow = last === '*' && names.length > 1;
  return path => {
    const parts = path.split('/');
    if (!isFolder && globMatches(glob, parts, budget)) return true;
    return !isShallow && globMatches([...glob, '*', '**'], parts, budget);
  };
}

/** The owners of a file: the last rule that is about it decides. */
function ruleOf(line: string, budget: StepBudget): OwnerRule | undefined {
  // A comment may follow owners.
  const [pattern, ...rest] = words(line.trim());
  if (!pattern || pattern.startsWith('#')) return undefined;
  if (/^!|[[\]]/.test(pattern)) return undefined;
  const comment = rest.findIndex(word => word.startsWith('#'));
  const owners = comment < 0 ? rest : rest.slice(0, comment);
  const isOwner = (name: string) => /^@?[^@\s]+(@[^@\s]+)?$/.test(name);
  return owners.every(isOwner)
    ? { owners, matches: matcher(pattern, budget) }
    : undefined;
}

/** Names each path's owners by a CODEOWNERS file of GitHub or Bitbucket. @internal */
export function githubOwners(
  text: string,
  budget: StepBudget,
): (path: string) => Array<{ name: string }> {
  const rules = text.split(/\r?\n/).flatMap(line => ruleOf(line, budget) ?? []);
  rules.reverse();
  return path => {
    const rule = rules.find(({ matches }) => matches(path));
    return (rule?.owners ?? []).map(name => ({ name }));
  };
}
