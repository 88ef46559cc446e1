/**
 * Matches a path with a pattern of `:name` parts and an optional `*` at the end,
 * which takes the rest, slashes and all. A part is decoded after the path is
 * split, so that an encoded slash stays inside its part.
 *
 * @internal
 */
export function matchPath(
  pattern: string,
  path: string,
): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  const open = wanted.at(-1) === '*';
  if (open ? given.length < wanted.length : given.length !== wanted.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  try {
    for (const [at, part] of wanted.entries()) {
      if (part === '*') {
        params['*'] = given.slice(at).map(decodeURIComponent).join('/');
      } else if (part.startsWith(':')) {
        params[part.slice(1)] = decodeURIComponent(given[at]);
      } else if (part !== given[at]) {
        return undefined;
      }
    }
  } catch {
    // A malformed percent sign names nothing.
    return undefined;
  }
  return params;
}
