import fc from 'fast-check';
import { NOW, assessRaw } from '../../testing/assessRaw';
import { TEST_PEM, rawRoots, rootFacts } from '../../testing/raw/secrets';
import { rawMesh, rawNamespace, rawPod } from '../../testing/rawObjects';

const OLD = rootFacts('old');
const NEW = rootFacts('new', {
  notBefore: '2026-01-15T00:00:00.000Z',
  notAfter: '2036-01-15T00:00:00.000Z',
});

function judge(raw: unknown[], now = NOW, states = {}) {
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
    expect(roots.map(({ majority, namespaces }) => [majority, namespaces])).toEqual(
      [
        [true, ['a', 'b']],
        [false, ['c']],
      ],
    );
    expect(roots[1].tone).toBe(tone);
    expect(roots[1].why.summary).toContain(words);
    expect(codes).toEqual(['MW0111 c']);
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

  it('do not depend on the order of certificates and namespaces', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([OLD, NEW], { minLength: 2 }),
        fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }),
        (certificates, [x, y, z]) => {
          const { roots } = judge([
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
