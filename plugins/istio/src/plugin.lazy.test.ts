import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files that the entry loads before anything is shown, by following imports. */
function eagerFiles(entry: string): string[] {
  const seen = new Set<string>();
  const queue = [entry];
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8').replace(
      /import type [^;]+;/g,
      '',
    );
    for (const [, from] of source.matchAll(/\bfrom\s+'(\.[^']*)'/g)) {
      queue.push(resolveSource(join(dirname(file), from)));
    }
  }
  return [...seen].map(file => file.slice(__dirname.length + 1));
}

function resolveSource(base: string): string {
  const found = [`${base}.ts`, `${base}.tsx`, join(base, 'index.ts')].find(
    candidate => {
      try {
        return readFileSync(candidate) !== undefined;
      } catch {
        return false;
      }
    },
  );
  if (!found) throw new Error(`No source file for ${base}`);
  return found;
}

describe('entry of the new frontend system', () => {
  const files = eagerFiles(join(__dirname, 'index.ts'));

  it('is followed', () => {
    expect(files).toEqual(
      expect.arrayContaining(['plugin.tsx', 'api/IstioClient.ts']),
    );
  });

  it('loads no component before it is shown', () => {
    expect(files.filter(file => file.startsWith('components/'))).toEqual([]);
  });

  it('loads no user interface library', () => {
    const libraries = files.filter(file =>
      /from '(@material-ui|@backstage\/(core-components|ui))/.test(
        readFileSync(join(__dirname, file), 'utf8'),
      ),
    );
    expect(libraries).toEqual([]);
  });
});
