import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { rawMesh, rawRoute } from '../../testing/rawObjects';

const delegating = rawRoute('web.example.com', 'web', {
  name: 'outer',
  gateways: ['web'],
  spec: {
    http: [{ match: [{ uri: { prefix: '/a' } }], delegate: { name: 'inner' } }],
  },
});

/** A VirtualService without hosts: only as such it can be a delegate. */
function inner(spec: Record<string, unknown>) {
  return rawRoute('', 'web', { name: 'inner', spec: { hosts: [], ...spec } });
}

const answer = recordAnswers(__filename);

function causes(...raw: unknown[]) {
  return answer(assessRaw([...rawMesh(), delegating, ...raw]).findings)
    .filter(({ code }) => code === 'MW0168')
    .map(({ cause }) => cause);
}

describe('MW0168: delegates that do not take the route', () => {
  it('is silent on a delegate without hosts', () => {
    expect(causes(inner({}))).toEqual([]);
  });

  it.each([
    ['is not there', [], 'does not exist'],
    ['has hosts', [inner({ hosts: ['a.example.com'] })], 'hosts of its own'],
    [
      'is of another namespace and private',
      [inner({ exportTo: ['elsewhere'] })],
      'is not exported',
    ],
    [
      'contradicts the route',
      [
        inner({
          http: [
            {
              match: [{ uri: { exact: '/b' } }],
              route: [{ destination: { host: 'web' } }],
            },
          ],
        }),
      ],
      'contradict',
    ],
  ])('names one that %s', (_, raw, cause) => {
    expect(causes(...raw)).toEqual([expect.stringContaining(cause)]);
  });

  it('names one beside routes that delegate nothing', () => {
    const both = rawRoute('b.example.com', 'web', {
      name: 'both',
      gateways: ['web'],
      spec: {
        http: [
          {
            match: [{ uri: { prefix: '/a' } }],
            delegate: { name: 'gone' },
          },
          { route: [{ destination: { host: 'web' } }] },
        ],
      },
    });
    expect(causes(inner({}), both)).toEqual([
      expect.stringContaining('VirtualService shop/both'),
    ]);
  });

  it('names both ends of a circle, and follows neither', () => {
    const circle = inner({ http: [{ delegate: { name: 'outer' } }] });
    expect(causes(circle).sort()).toEqual([
      expect.stringMatching(/^VirtualService shop\/inner .* hosts of its own/),
      expect.stringMatching(/^VirtualService shop\/outer .* delegates further/),
    ]);
  });
});
