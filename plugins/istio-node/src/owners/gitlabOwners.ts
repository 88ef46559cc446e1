import { globMatches } from './globMatch';
import type { OwnerRule } from './OwnerRule';

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
function ownersIn(text: string): string[] {
  return text.match(/@@?[\w.-]+(?:\/[\w.-]+)*|[^\s@]+@[^\s@]+\.[^\s@]+/g) ?? [];
}

/** Without a slash before it, a pattern is found in every folder. */
function matcher(pattern: string): (path: string) => boolean {
  if (pattern === '*') return () => true;
  const rooted = pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`;
  const whole = rooted.endsWith('/') ? `${rooted}**/*` : rooted;
  const glob = whole.split('/');
  return path => globMatches(glob, path.split('/'));
}

/** The pattern ends at the first space without a backslash. */
function ruleOf(line: string): { pattern: string; rest: string } {
  const pattern = /^(\\.|[^\s\\])+/.exec(line)?.[0] ?? line;
  return { pattern, rest: line.slice(pattern.length) };
}

function read(text: string): Section[] {
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
      defaults = ownersIn(heading[3] ?? '');
      section = open(heading[2].trim(), heading[1] === '^', defaults);
      continue;
    }
    const { pattern, rest } = ruleOf(line);
    const negated = pattern.startsWith('!');
    const matches = matcher(negated ? pattern.slice(1) : pattern);
    const owners = ownersIn(rest);
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
): (path: string) => Array<{ name: string; optional?: boolean }> {
  const sections = read(text);
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
