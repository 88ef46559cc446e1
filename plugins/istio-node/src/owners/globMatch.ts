import type { StepBudget } from './StepBudget';

/** Whether `[a-z]` or `[^a-z]` that begins at `at` has a character. */
function classAt(
  glob: string,
  at: number,
  character: string,
): { end: number; matches: boolean } | undefined {
  const close = glob.indexOf(']', at + 2);
  if (close < 0) return undefined;
  const negated = '!^'.includes(glob[at + 1]);
  const body = glob.slice(at + (negated ? 2 : 1), close);
  let found = false;
  for (let i = 0; i < body.length; i++) {
    if (body[i + 1] === '-' && i + 2 < body.length) {
      found ||= body[i] <= character && character <= body[i + 2];
      i += 2;
    } else found ||= body[i] === character;
  }
  return { end: close + 1, matches: found !== negated };
}

/** How far one element of a glob goes, and whether it takes a character. */
function step(glob: string, at: number, character: string) {
  if (glob[at] === '?') return { end: at + 1, matches: true };
  if (glob[at] === '\\' && at + 1 < glob.length) {
    return { end: at + 2, matches: glob[at + 1] === character };
  }
  const bracket = glob[at] === '[' ? classAt(glob, at, character) : undefined;
  return bracket ?? { end: at + 1, matches: glob[at] === character };
}

/**
 * Whether one name of a path matches a glob: `*`, `?`, `[a-z]` and `\` before
 * a plain character. Takes no more than length times length steps, whatever the
 * glob is.
 *
 * @internal
 */
export function nameMatches(
  glob: string,
  name: string,
  budget?: StepBudget,
): boolean {
  let [at, i] = [0, 0];
  let [star, from] = [-1, 0];
  while (i < name.length) {
    budget?.take();
    if (glob[at] === '*') {
      star = at;
      from = i;
      at += 1;
      continue;
    }
    const next = at < glob.length ? step(glob, at, name[i]) : undefined;
    if (next?.matches) {
      at = next.end;
      i += 1;
    } else if (star >= 0) {
      // The last star takes one more.
      at = star + 1;
      from += 1;
      i = from;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

/**
 * Whether the names of a path match those of a glob, in which `**` is any
 * number of names.
 *
 * @internal
 */
export function globMatches(
  glob: readonly string[],
  path: readonly string[],
  budget?: StepBudget,
): boolean {
  // Which numbers of names the globs so far can take.
  let reached = new Set([0]);
  for (const part of glob) {
    const next = new Set<number>();
    budget?.take();
    for (const count of reached) {
      budget?.take();
      if (part === '**') {
        for (let i = count; i <= path.length; i++) next.add(i);
      } else if (
        count < path.length &&
        nameMatches(part, path[count], budget)
      ) {
        next.add(count + 1);
      }
    }
    reached = next;
  }
  return reached.has(path.length);
}
