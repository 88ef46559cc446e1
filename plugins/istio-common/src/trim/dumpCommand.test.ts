import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WATCHED_RESOURCES } from './watchedResources';

const ROOT = resolve(__dirname, '../../../..');

/** What the command of a document asks kubectl for. */
function askedFor(file: string): string[] {
  const text = readFileSync(resolve(ROOT, file), 'utf8');
  const [, command] = /^kubectl get ([^>]*)>/m.exec(text) ?? [];
  return command
    .replace(/\\\n/g, '')
    .split(/[\s,]+/)
    .filter(word => /^[a-z]/.test(word) && word !== 'json');
}

/** As kubectl takes it: by its plural, and by its group too where two have that. */
function nameOf({ group, plural }: (typeof WATCHED_RESOURCES)[number]) {
  const isShared = WATCHED_RESOURCES.some(
    other => other.plural === plural && other.group !== group,
  );
  return isShared ? `${plural}.${group}` : plural;
}

describe.each(['README.md', 'docs/assess.md'])('the dump of %s', file => {
  it('has every type that is judged, and no other', () => {
    const wanted = new Set(WATCHED_RESOURCES.map(nameOf));
    expect(askedFor(file).sort()).toEqual([...wanted].sort());
  });
});
