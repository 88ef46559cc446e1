import { rawInjector, rawIstiod } from '../testing/rawObjects';
import { type RawObject, validateCase } from '../testing/validationWorld';

const BOTH = [
  rawIstiod('1-30-3', '1.30.3'),
  rawIstiod('1-31-0', '1.31.0'),
  rawInjector('1-30-3', 'old'),
  rawInjector('1-31-0', 'prod'),
];

function told(
  live: readonly RawObject[],
  input: object,
  context: object = {},
): unknown {
  const { findings } = validateCase({
    kind: 'install',
    input: {
      ...{ cluster: 'eu-1', version: '1.30.3', delivery: { by: 'flux' } },
      ...input,
    },
    ...{ live, context },
  });
  return findings
    .filter(({ code }) => code === 'MW0189')
    .map(({ severity, field, cause }) => `${severity} ${field} ${cause}`);
}

describe('an installation that is run again', () => {
  it('takes no upgrade back', () => {
    expect(told(BOTH, { tags: ['old', 'prod'] })).toEqual([
      'error tags.1 Tag prod of eu-1 points to revision 1-31-0, Istio 1.31.0: namespaces and gateways that follow it would go back to 1.30.3.',
      'error version Revision 1-31-0 of eu-1 runs Istio 1.31.0: the base chart, whose CRDs are one for the cluster, would go back to 1.30.3.',
    ]);
  });

  it('does not take the base chart back while an upgrade is under way', () => {
    expect(told(BOTH, { tags: ['old'] })).toEqual([
      expect.stringMatching(/^error version /),
    ]);
  });

  it.each([
    ['the same release', '1.31.0'],
    ['a newer one', '1.31.2'],
  ])('may install %s', (_, version) => {
    expect(told(BOTH, { version, tags: ['old', 'prod'] })).toEqual([]);
  });

  it('is not judged by a release that nobody knows, nor when it goes', () => {
    const unknown = [rawIstiod('x', 'custom'), rawInjector('x', 'prod')];
    expect(told(unknown, { tags: ['prod'] })).toEqual([]);
    expect(told(BOTH, { tags: ['prod'] }, { remove: true })).toEqual([]);
  });
});
