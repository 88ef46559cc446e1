import { mockCredentials } from '@backstage/backend-test-utils';
import type { SchemaVerdict } from './SchemaSource';
import { schemaFindings } from './schemaFindings';

const object = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } };
const problems = [{ path: '/a', message: 'is small' }];

describe('schemaFindings', () => {
  it.each<[string, SchemaVerdict, number, number, number]>([
    ['fits', { known: true, problems: [] }, 1, 0, 0],
    ['fits in part', { known: true, problems: [], unverified: ['b'] }, 0, 0, 1],
    ['does not fit', { known: true, problems }, 0, 1, 0],
    ['neither', { known: true, problems, unverified: ['b'] }, 0, 1, 1],
    ['is unknown', { known: false }, 0, 0, 1],
  ])('counts what %s', async (_, verdict, passed, found, unverified) => {
    const report = await schemaFindings([object], {
      title: 'the schemas',
      check: async () => verdict,
    });
    expect(report.passed).toBe(passed);
    expect(report.findings).toHaveLength(found);
    expect(report.unverified).toHaveLength(unverified);
  });

  it.each<[string, () => Promise<SchemaVerdict>]>([
    ['never answers', () => new Promise(() => {})],
    [
      'is busy',
      async () => {
        const until = performance.now() + 60;
        while (performance.now() < until) void 0;
        return { known: true, problems: [] };
      },
    ],
  ])('gives up on a source that %s, and says so', async (_, check) => {
    const others = ['b', 'c'].map(name => ({ ...object, metadata: { name } }));
    const report = await schemaFindings(
      [object, ...others],
      { title: 'the schemas', check },
      undefined,
      50,
    );
    expect(report.unverified).toContain(
      'A c was not checked against a schema: the schemas took longer than 0.05 s in all',
    );
    expect(report.findings).toEqual([]);
    expect(report.passed + report.unverified.length).toBe(3);
  });

  it('ends what was asked when the time is over, and with the task', async () => {
    const seen: Array<AbortSignal | undefined> = [];
    const task = new AbortController();
    const target = {
      cluster: 'eu-1',
      credentials: mockCredentials.user(),
      signal: task.signal,
    };
    await schemaFindings(
      [object, object],
      {
        title: 'the schemas',
        check: (__, { signal } = target) => {
          seen.push(signal);
          return new Promise(() => {});
        },
      },
      target,
      20,
    );
    // A timer may ring a moment early, and the second is asked for that moment.
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(signal => signal?.aborted)).toBe(true);
    expect(task.signal.aborted).toBe(false);
  });
});
