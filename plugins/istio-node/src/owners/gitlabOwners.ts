import { globMatches } from './globMatch';
import type { OwnerRule } from './OwnerRule';
import type { StepBudget } from './StepBudget';

interface Section {
  optional: boolean;
  defaults: string[];
  rules: OwnerRule[];
  /** Rules of files that need nobody, which no later rule takes back. */
  excluded: OwnerRule[];
}

/** `^[Name][2] @owner`, `Codeowners syntax` of the documentation of GitLab. */
const HEADING = /^(\^)?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;

/** `@user`, `@group/sub`, `@@role`, mail addresses. */
const OWNERS = /@@?[\w.-]+(?:\/[\w.-]+)*|[^\s@]+@[^\s@]+\.[^\s@]+/g;

function ownersIn(text: string, budget: StepBudget): string[] {
  return text.split(/\s+/).flatMap(word => {
    // Where no address is, the expression begins anew at every character.
    budget.take(Math.ceil(word.length ** 2 / 16));
    return word.match(OWNERS) ?? [];
  });
}

/** Without a slash before it, a pattern is found in every folder. */
function matcher(
  pattern: string,
  budget: StepBudget,
): (path: string) => boolean {
  if (pattern === '*') return () => true;
  const rooted = pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`;
  const whole = rooted.endsWith('/') ? `${rooted}**/*` : rooted;
  const glob = whole.split('/');
  return path => globMatches(glob, path.split('/'), budget);
}

/** The pattern ends at the first space without a backslash. */
function ruleOf(line: string): { pattern: string; rest: string } {
  const pattern = /^(\\.|[^\s\\])+/.exec(line)?.[0] ?? line;
  return { pattern, rest: line.slice(pattern.length) };
}

function read(text: string, budget: StepBudget): Section[] {
  const sections = new Map<string, Section>();
  const open = (name: string, optional: boolean, defaults: string[]) => {
    const found = sections.get(name.toLowerCase());
    if (!found) {
      const section = { optional, defaults, rules: [], excluded: [] };
      sections.set(name.toLowerCase(), section);
      return section;
    }
    // One that is required once is required.
    found.optional &&= optional;
    return found;
  };
  let section: Section = open('', false, []);
  let { defaults } = section;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (!line || line.startsWith('#')) continue;
    const heading = HEADING.exec(line);
    if (heading) {
      defaults = ownersIn(heading[3] ?? '', budget);
      section = open(heading[2].trim(), heading[1] === '^', defaults);
      continue;
    }
    const { pattern, rest } = ruleOf(line);
    const negated = pattern.startsWith('!');
    const matches = matcher(negated ? pattern.slice(1) : pattern, budget);
    const owners = ownersIn(rest, budget);
    (negated ? section.excluded : section.rules).push({
      matches,
      owners: owners.length ? owners : defaults,
    });
  }
  for (const { rules } of sections.values()) rules.reverse();
  return [...sections.values()];
}

/**
 * Names each path's owners by a CODEOWNERS file of GitLab: of every section the
 * last rule that is about it.
 *
 * @internal
 */
export function gitlabOwners(
  text: string,
  budget: StepBudget,
): (path: string) => Array<{ name: string; optional?: boolean }> {
  const sections = read(text, budget);
  return path =>
    sections.flatMap(({ rules, excluded, optional }) => {
      if (excluded.some(({ matches }) => matches(path))) return [];
      const rule = rules.find(({ matches }) => matches(path));
      return (rule?.owners ?? []).map(name => ({
        name,
        ...(optional ? { optional } : {}),
      }));
    });
}
