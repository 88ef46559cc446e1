import fc from 'fast-check';
import { recordAnswers } from '@meshwright/test-kit';
import { NOW, assessRaw } from '../../testing/assessRaw';
import { rawInjectorValues } from '../../testing/raw/dataPlane';
import { TEST_PEM, rawRoots, rootFacts } from '../../testing/raw/secrets';
import { rawMesh, rawNamespace, rawPod } from '../../testing/rawObjects';

const OLD = rootFacts('old');
const NEW = rootFacts('new', {
  notBefore: '2026-01-15T00:00:00.000Z',
  notAfter: '2036-01-15T00:00:00.000Z',
});

const answer = recordAnswers(__filename);

function rootsOf(raw: unknown[], now = NOW, states = {}) {
  const found = assessRaw([...rawMesh(), ...raw], {
    pem: TEST_PEM,
    now,
    states,
  });
  const codes = found.findings
    .filter(({ code }) => code >= 'MW0110' && code <= 'MW0112')
    .map(({ code, ref }) => `${code} ${ref.namespace ?? ref.name}`);
  return { roots: found.trustRoots, codes };
}

function judge(...given: Parameters<typeof rootsOf>) {
  return answer(rootsOf(...given));
}

describe('roots of the mesh', () => {
  it.each([
    ['healthy', 'ok', '2026-02-01T00:00:00Z', []],
    ['at-risk', 'error', '2026-03-20T00:00:00Z', ['MW0110 istio-system']],
    ['expired', 'error', '2026-04-01T00:00:00Z', ['MW0110 istio-system']],
  ])('are %s', (state, tone, now, codes) => {
    const judged = judge(
      [rawRoots('shop', [OLD]), rawRoots('istio-system', [OLD])],
      new Date(now),
    );
    expect(judged.roots).toEqual([
      expect.objectContaining({
        state,
        tone,
        revisions: ['1-30-3'],
        namespaces: ['istio-system', 'shop'],
        namespaceCount: 2,
        majority: true,
        ref: expect.objectContaining({ namespace: 'istio-system' }),
      }),
    ]);
    expect(judged.codes).toEqual(codes);
  });

  it('are judged by the one that ends first', () => {
    const [root] = judge([rawRoots('shop', [NEW, OLD])]).roots;
    expect(root).toMatchObject({
      notAfter: OLD.notAfter,
      why: {
        summary: 'CN=old ends in 59 d, 66 % of its life left',
        considered: [
          { says: `CN=new, until ${NEW.notAfter}`, decides: false },
          { says: `CN=old, until ${OLD.notAfter}`, decides: true },
        ],
      },
    });
  });

  it.each([
    ['share one, as during a rotation', [NEW, OLD], 'warning', 'shares a root'],
    ['share none', [NEW], 'error', 'refuse each other'],
  ])('of some namespaces %s', (_, other, tone, words) => {
    const { roots, codes } = judge([
      rawRoots('a', [OLD]),
      rawRoots('b', [OLD]),
      rawRoots('c', other),
    ]);
    expect(
      roots.map(({ majority, namespaces }) => [majority, namespaces]),
    ).toEqual([
      [true, ['a', 'b']],
      [false, ['c']],
    ]);
    expect(roots[1].tone).toBe(tone);
    expect(roots[1].why.summary).toContain(words);
    expect(codes).toEqual(['MW0111 c']);
  });

  const ENDED = rootFacts('former', {
    notBefore: '2025-01-15T00:00:00.000Z',
    notAfter: '2026-01-15T00:00:00.000Z',
  });
  const OLDER = rootFacts('older', {
    notBefore: ENDED.notBefore,
    notAfter: ENDED.notAfter,
  });
  const SIX = ['a', 'b', 'c', 'd', 'e', 'istio-system'];

  it.each<[string, unknown[], boolean, string | RegExp, string[]]>([
    [
      'one namespace holds a root that ended',
      [...SIX.map(name => rawRoots(name, [NEW])), rawRoots('old', [ENDED])],
      true,
      'Have the root written anew',
      ['MW0111 old'],
    ],
    [
      'one namespace holds another sound root',
      [...SIX.map(name => rawRoots(name, [NEW])), rawRoots('old', [OLD])],
      true,
      'Have the root written anew',
      ['MW0111 old'],
    ],
    [
      'half of them hold it',
      [
        ...SIX.slice(0, 3).map(name => rawRoots(name, [NEW])),
        rawRoots('old', [ENDED]),
        rawRoots('older', [ENDED]),
      ],
      false,
      'Rotate the mesh root',
      ['MW0110 old', 'MW0111 old'],
    ],
    [
      'istiod itself holds it',
      [
        ...SIX.slice(0, 3).map(name => rawRoots(name, [NEW])),
        rawRoots('istio-system', [OLD]),
      ],
      false,
      'Check the roots',
      ['MW0111 istio-system'],
    ],
    [
      'the root of the others ends too',
      [...SIX.map(name => rawRoots(name, [ENDED])), rawRoots('old', [OLDER])],
      false,
      'Rotate the mesh root',
      ['MW0110 istio-system', 'MW0110 old', 'MW0111 old'],
    ],
  ])('are stale or not while %s', (_, raw, stale, title, codes) => {
    const judged = judge(raw);
    const minority = judged.roots.find(({ majority }) => !majority);
    expect(minority).toMatchObject({ tone: 'error', action: { title } });
    expect(minority?.stale ?? false).toBe(stale);
    expect(judged.codes.sort()).toEqual(codes);
  });

  it('that are stale are told by the ConfigMap, not as those of the mesh', () => {
    const found = assessRaw(
      [
        ...rawMesh(),
        ...SIX.map(name => rawRoots(name, [NEW])),
        rawRoots('old', [ENDED]),
      ],
      { pem: TEST_PEM },
    ).findings.find(({ code }) => code === 'MW0111');
    expect(found).toMatchObject({
      title: 'stale root in a namespace',
      cause: expect.stringMatching(/has not rewritten this one$/),
      fix: expect.stringMatching(/discovery selectors.*delete this one/),
    });
  });

  it('are missed where pods have a proxy', () => {
    const { codes } = judge([
      rawRoots('a', [OLD]),
      rawNamespace('b'),
      rawRoots('c', undefined),
      rawNamespace('d'),
      rawPod({ namespace: 'a', proxy: {} }),
      rawPod({ namespace: 'b', proxy: {} }),
      rawPod({ namespace: 'c', proxy: {} }),
      rawPod({ namespace: 'd' }),
    ]);
    expect(codes).toEqual(['MW0112 b', 'MW0112 c']);
  });

  it('are unknown, not absent, while ConfigMaps are forbidden', () => {
    const states = { 'configmaps:root-ca': 'forbidden' };
    const { roots, codes } = judge([], NOW, states);
    expect(roots).toEqual([
      expect.objectContaining({
        state: 'unknown',
        tone: 'unknown',
        why: { summary: 'ConfigMaps are forbidden', considered: [] },
      }),
    ]);
    expect(codes).toEqual([]);
  });

  it('are unknown while they were never read, though the mesh ConfigMap was', () => {
    const states = { 'configmaps:root-ca': 'unreachable' };
    const mesh = rawInjectorValues('1-30-3', {});
    expect(judge([mesh], NOW, states).roots).toEqual([
      expect.objectContaining({
        state: 'unknown',
        why: { summary: 'ConfigMaps are unreachable', considered: [] },
      }),
    ]);
    expect(judge([rawRoots('shop', [OLD])], NOW, states).roots).toEqual([
      expect.objectContaining({ namespaces: ['shop'] }),
    ]);
  });

  it('do not depend on the order of certificates and namespaces', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([OLD, NEW], { minLength: 2 }),
        fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }),
        (certificates, [x, y, z]) => {
          const { roots } = rootsOf([
            rawRoots(x, certificates),
            rawRoots(y, [OLD, NEW]),
            rawRoots(z, [NEW, OLD]),
          ]);
          expect(roots).toHaveLength(1);
          expect(roots[0]).toMatchObject({
            namespaces: ['a', 'b', 'c'],
            notAfter: OLD.notAfter,
          });
        },
      ),
      { numRuns: 20 },
    );
  });
});
