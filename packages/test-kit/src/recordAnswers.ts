import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Ref {
  group: string;
  kind: string;
  namespace?: string;
  name: string;
}

function isRef(value: unknown): value is Ref {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value).filter(key => key !== 'namespace');
  return keys.sort().join() === 'group,kind,name';
}

/** A reference to an object in one line. */
function named({ group, kind, namespace, name }: Ref): string {
  const type = group ? `${kind}.${group}` : kind;
  return `${type} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** A value as the file holds it: references in one line, nothing absent. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_, one) => (isRef(one) ? named(one) : one)),
  );
}

function read(file: string): Record<string, unknown> {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : {};
}

/**
 * Holds every answer of a test file against the file of answers beside it, in
 * full: tables say which verdict is right, this says that no word of the rest
 * changed unseen. `REFRESH_GOLDEN=1` writes the file anew, for review in the
 * diff.
 *
 * @param testFile - `__filename` of the test
 */
export function recordAnswers(
  testFile: string,
  environment: Record<string, string | undefined> = process.env,
) {
  const file = join(
    dirname(testFile),
    '__answers__',
    `${basename(testFile).replace(/\.test\.ts$/, '')}.yaml`,
  );
  const refresh = environment.REFRESH_GOLDEN === '1';
  if (refresh && environment.CI) {
    throw new Error(
      'REFRESH_GOLDEN is set in CI: refresh answers on your machine and commit them',
    );
  }
  const known = refresh ? {} : read(file);
  const counts = new Map<string, number>();
  // Mutation testing runs a loaded file many times. A test of this function
  // calls it where no hook may be defined.
  if (!expect.getState().currentTestName) beforeAll(() => counts.clear());
  if (refresh) {
    afterAll(() => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        stringify(known, {
          lineWidth: 0,
          aliasDuplicateObjects: false,
          singleQuote: true,
        }),
      );
    });
  }
  return <T>(answer: T): T => {
    const test = expect.getState().currentTestName ?? '';
    const count = (counts.get(test) ?? 0) + 1;
    counts.set(test, count);
    const name = count > 1 ? `${test} #${count}` : test;
    if (refresh) known[name] = plain(answer);
    else expect({ [name]: plain(answer) }).toEqual({ [name]: known[name] });
    return answer;
  };
}
