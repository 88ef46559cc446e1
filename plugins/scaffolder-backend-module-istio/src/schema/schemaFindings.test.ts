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
});
