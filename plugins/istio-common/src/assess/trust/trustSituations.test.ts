import { recordAnswers } from '@meshwright/test-kit';
import type { X509Facts } from '../../model/x509Facts';
import { NOW, assessRaw } from '../../testing/assessRaw';
import { TEST_PEM, rawRoots, rootFacts } from '../../testing/raw/secrets';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
} from '../../testing/rawObjects';
import { firstEnd } from './firstEnd';

const answer = recordAnswers(__filename);

function roots(raw: unknown[]) {
  const { trustRoots } = assessRaw([...rawMesh(), ...raw], {
    now: NOW,
    pem: TEST_PEM,
  });
  return answer(trustRoots);
}

const root = (name: string, notBefore: string, notAfter: string) =>
  rootFacts(name, { notBefore, notAfter });
const SOUND = root(
  'sound',
  '2026-01-15T00:00:00.000Z',
  '2036-01-15T00:00:00.000Z',
);
const OTHER = root(
  'other',
  '2026-01-15T00:00:00.000Z',
  '2036-01-15T00:00:00.000Z',
);
const ENDED = root(
  'ended',
  '2025-01-15T00:00:00.000Z',
  '2026-01-15T00:00:00.000Z',
);
const ENDING = root(
  'ending',
  '2025-02-15T00:00:00.000Z',
  '2026-02-15T00:00:00.000Z',
);
const MANY = ['a', 'b', 'c', 'd', 'e', 'istio-system'];
const hold = (names: string[], ...certificates: X509Facts[]) =>
  names.map(name => rawRoots(name, certificates));

describe('the certificate of a bundle that ends first', () => {
  const now = NOW.getTime();
  const from = (before: number, after: number): X509Facts =>
    root(
      'r',
      new Date(now + before).toISOString(),
      new Date(now + after).toISOString(),
    );
  it.each<[string, X509Facts]>([
    ['expired', from(-100, 0)],
    ['at-risk', from(-100, 1)],
    ['at-risk', from(-500, 99)],
    ['healthy', from(-500, 100)],
    ['healthy', from(10, 100)],
  ])('is %s: %#', (state, certificate) => {
    expect(firstEnd([certificate], NOW)?.state).toBe(state);
  });

  it('is the first of two that end together, and none that cannot be read', () => {
    const [one, two] = [from(-100, 100), from(-100, 100)];
    expect(firstEnd([one, two], NOW)?.certificate).toBe(one);
    expect(firstEnd([from(-100, 200), two], NOW)?.certificate).toBe(two);
    expect(firstEnd([{ ...one, notBefore: 'x' }, two], NOW)?.certificate).toBe(
      two,
    );
    expect(firstEnd([{ ...one, notAfter: 'x' }, two], NOW)?.certificate).toBe(
      two,
    );
    expect(firstEnd([{ ...one, notAfter: 'x' }], NOW)).toBeUndefined();
    expect(firstEnd([], NOW)).toBeUndefined();
  });
});

describe('roots of the mesh', () => {
  it('are told in the order of how many hold them, then of their fingerprints', () => {
    const raw = [
      ...hold(['z'], OTHER),
      ...hold(['y'], ENDED),
      ...hold(['x', 'w'], SOUND),
      ...hold(['v'], ENDING),
    ];
    const expected = [['w', 'x'], ['y'], ['v'], ['z']];
    expect(roots(raw).map(({ namespaces }) => namespaces)).toEqual(expected);
    expect(
      roots([...raw].reverse()).map(({ namespaces }) => namespaces),
    ).toEqual(expected);
  });

  it('count the others beside one that ends', () => {
    const told = (...certificates: X509Facts[]) =>
      roots(hold(['a'], ...certificates))[0].why.summary;
    expect(told(ENDED)).toMatch(/^CN=ended ended 17 d ago$/);
    expect(told(ENDED, SOUND)).toMatch(/; 1 other root beside it$/);
    expect(told(ENDED, SOUND, OTHER)).toMatch(/; 2 other roots beside it$/);
    expect(told(SOUND, OTHER)).not.toMatch(/beside/);
  });

  it('of which no date can be read are unknown', () => {
    const timeless = rootFacts('timeless', { notAfter: 'never' });
    expect(roots(hold(['a'], timeless))).toMatchObject([
      {
        state: 'unknown',
        tone: 'unknown',
        why: { summary: 'The dates of its certificates cannot be read' },
      },
    ]);
    const found = roots([...hold(MANY, SOUND), ...hold(['z'], timeless)]);
    expect(found[1]).toMatchObject({ stale: true, state: 'unknown' });
  });

  it('are named by twenty namespaces and counted by all', () => {
    const names = Array.from({ length: 25 }, (_, at) => `n${24 - at}`);
    const [found] = roots(hold(names, SOUND));
    expect(found.namespaces).toHaveLength(20);
    expect(found.namespaceCount).toBe(25);
    expect(found.namespaces.slice(0, 2)).toEqual(['n0', 'n1']);
  });

  it('are those of every revision whose istiod lives there', () => {
    const raw = [
      rawIstiod('1-31-0', '1.31.0'),
      rawInjector('1-31-0'),
      ...hold(['istio-system', 'a'], SOUND),
      ...hold(['b'], OTHER),
    ];
    expect(roots(raw).map(({ revisions }) => revisions)).toEqual([
      ['1-30-3', '1-31-0'],
      [],
    ]);
  });

  it.each<[boolean, string, unknown[]]>([
    [
      true,
      'one of seven shares a root and ends',
      [...hold(MANY, SOUND), ...hold(['z'], ENDING, SOUND)],
    ],
    [
      true,
      'one of seven shares a root and ended',
      [...hold(MANY, SOUND), ...hold(['z'], ENDED, SOUND)],
    ],
    [
      false,
      'one of seven shares a root',
      [...hold(MANY, SOUND), ...hold(['z'], OTHER, SOUND)],
    ],
    [
      true,
      'a third of them hold it',
      [...hold(MANY, SOUND), ...hold(['x', 'y', 'z'], OTHER)],
    ],
    [
      false,
      'more than a third hold it',
      [...hold(MANY, SOUND), ...hold(['w', 'x', 'y', 'z'], OTHER)],
    ],
    [
      false,
      'one of them is the home of istiod',
      [
        ...hold([...MANY.slice(0, 5), 'f'], SOUND),
        ...hold(['istio-system', 'z'], OTHER),
      ],
    ],
    [
      false,
      'the others hold one that ends',
      [...hold(MANY, ENDING), ...hold(['z'], OTHER)],
    ],
    [
      false,
      'the others hold one without dates',
      [
        ...hold(MANY, rootFacts('x', { notAfter: 'never' })),
        ...hold(['z'], OTHER),
      ],
    ],
  ])('are stale (%s) where %s', (stale, _what, raw) => {
    const minority = roots(raw).find(({ majority }) => !majority);
    expect(minority?.stale ?? false).toBe(stale);
  });

  it('are not read by anybody without a reader', () => {
    const { trustRoots } = assessRaw([...rawMesh(), ...hold(['a'], SOUND)], {
      now: NOW,
    });
    expect(answer(trustRoots)).toMatchObject([
      {
        state: 'unknown',
        why: { summary: 'Nothing here reads certificates: no PEM reader' },
      },
    ]);
  });

  it('are not missed where no mesh is', () => {
    const { trustRoots } = assessRaw([rawNamespace('a')], {
      states: { 'configmaps:root-ca': 'forbidden' },
    });
    expect(trustRoots).toEqual([]);
    expect(roots([])).toEqual([]);
    expect(roots([rawRoots('a', [])])).toEqual([]);
  });
});
