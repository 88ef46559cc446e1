import type { DestinationRuleObject } from '../../model/networkingObjects';
import type { StringMap } from '../../model/objectMeta';
import { DestinationRuleIndex } from './DestinationRuleIndex';

const HOST = 'api.example.com';

/** A rule; those named later are younger. */
function rule(
  name: string,
  more: Partial<DestinationRuleObject> & { namespace?: string } = {},
): DestinationRuleObject {
  const { namespace = 'shop', ...rest } = more;
  return {
    type: 'destinationrule',
    ref: {
      group: 'networking.istio.io',
      kind: 'DestinationRule',
      namespace,
      name,
    },
    createdAt: `2026-01-01T00:00:0${name.charCodeAt(0) - 97}Z`,
    host: HOST,
    exportTo: [],
    subsets: [],
    ...rest,
  };
}

function found(
  rules: DestinationRuleObject[],
  client: { namespace?: string; labels?: StringMap } = {},
  host = HOST,
) {
  const index = new DestinationRuleIndex(rules, {
    rootNamespace: 'istio-system',
    destinationRuleExportTo: ['*'],
  });
  const merged = index.ruleFor(
    { namespace: client.namespace ?? 'shop', labels: client.labels },
    { host, namespace: 'owner' },
  );
  return merged?.from.map(({ name }) => name).join('+');
}

const OWN = { workloadSelector: { app: 'cart' } };
const CART = { labels: { app: 'cart', tier: 'x' } };

// Source: pilot/pkg/model/destination_rule.go, mergeDestinationRule; push_context.go, destinationRule.
describe('the DestinationRules of a client', () => {
  it.each<
    [
      string,
      DestinationRuleObject[],
      Parameters<typeof found>[1],
      string | undefined,
    ]
  >([
    ['merge, the oldest first', [rule('b'), rule('a')], {}, 'a+b'],
    [
      'merge where they select the same pods',
      [rule('a', OWN), rule('b', OWN)],
      CART,
      'a+b',
    ],
    [
      'stand apart where they select other pods',
      [rule('a', { workloadSelector: { app: 'x' } }), rule('b', OWN)],
      CART,
      'b',
    ],
    [
      'stand apart where one selects fewer pods',
      [
        rule('a', { workloadSelector: { app: 'cart', tier: 'x' } }),
        rule('b', OWN),
      ],
      CART,
      'a',
    ],
    [
      'stand apart where one selects more pods',
      [
        rule('a', OWN),
        rule('b', { workloadSelector: { app: 'cart', tier: 'x' } }),
      ],
      { labels: { app: 'cart' } },
      'a',
    ],
    [
      'with a selector come first, whatever their age',
      [rule('a'), rule('b', OWN)],
      CART,
      'b',
    ],
    [
      'with a selector are not for other pods',
      [rule('a'), rule('b', OWN)],
      { labels: { app: 'x' } },
      'a',
    ],
    [
      'of equal export join one with a selector and do not stand alone',
      [rule('a', { exportTo: ['.'] }), rule('b', OWN)],
      { labels: { app: 'x' } },
      undefined,
    ],
    [
      'of wider export join one with a selector and stand alone too',
      [rule('a', { exportTo: ['.', 'team'] }), rule('b', OWN)],
      { labels: { app: 'x' } },
      'a',
    ],
    [
      'of wider export join one with a selector',
      [rule('a', { exportTo: ['.', 'team'] }), rule('b', OWN)],
      CART,
      'b+a',
    ],
    [
      'of wider export join narrower ones and stand alone no more',
      [rule('a', { exportTo: ['.'] }), rule('b', { exportTo: ['.', 'team'] })],
      {},
      'a+b',
    ],
    [
      'of narrower export stand alone, and the last counts',
      [rule('a', { exportTo: ['.', 'team'] }), rule('b', { exportTo: ['.'] })],
      {},
      'b',
    ],
    [
      'of the narrowest name count',
      [rule('a', { host: '*.example.com' }), rule('b', { host: '*.com' })],
      {},
      'a',
    ],
    [
      'of the name itself come before patterns',
      [rule('a', { host: '*.example.com' }), rule('b')],
      {},
      'b',
    ],
    [
      'of the owner count where the client has none',
      [
        rule('a', { namespace: 'owner' }),
        rule('b', { namespace: 'istio-system' }),
      ],
      {},
      'a',
    ],
    [
      'of the owner do not count where they are private',
      [
        rule('a', { namespace: 'owner', exportTo: ['.'] }),
        rule('b', { namespace: 'istio-system' }),
      ],
      {},
      'b',
    ],
    [
      'of the owner count where they are exported by name',
      [rule('a', { namespace: 'owner', exportTo: ['shop'] })],
      {},
      'a',
    ],
    [
      'of the owner do not count where they are exported to others',
      [rule('a', { namespace: 'owner', exportTo: ['team'] })],
      {},
      undefined,
    ],
    [
      'of the root namespace are its own only where they are private',
      [
        rule('a', { namespace: 'istio-system', exportTo: ['.'] }),
        rule('b', { namespace: 'owner' }),
      ],
      { namespace: 'istio-system' },
      'a',
    ],
    [
      'of the owner come before public ones of the root namespace, for itself too',
      [
        rule('a', { namespace: 'istio-system' }),
        rule('b', { namespace: 'owner' }),
      ],
      { namespace: 'istio-system' },
      'b',
    ],
    [
      'of other namespaces do not count',
      [rule('a', { namespace: 'team' })],
      {},
      undefined,
    ],
  ])('%s', (...[, rules, client, expected]) => {
    expect(found(rules, client)).toBe(expected);
    expect(found([...rules].reverse(), client)).toBe(expected);
  });

  it('of one name merge into the policy of the first that has one, and every subset once', () => {
    const SIMPLE = { tls: { mode: 'SIMPLE' } };
    const MUTUAL = { tls: { mode: 'MUTUAL' } };
    const index = new DestinationRuleIndex(
      [
        rule('a', { subsets: [{ name: 'v1', trafficPolicy: SIMPLE }] }),
        rule('b', {
          trafficPolicy: MUTUAL,
          subsets: [{ name: 'v1', trafficPolicy: MUTUAL }, { name: 'v2' }],
        }),
        rule('c', { trafficPolicy: SIMPLE }),
      ],
      { rootNamespace: 'istio-system', destinationRuleExportTo: ['*'] },
    );
    const client = { namespace: 'shop', labels: undefined };
    expect(
      index.ruleFor(client, { host: HOST, namespace: 'shop' }),
    ).toMatchObject({
      trafficPolicy: MUTUAL,
      subsets: [{ name: 'v1', trafficPolicy: SIMPLE }, { name: 'v2' }],
      from: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
  });

  it('are private by default where the mesh says so', () => {
    const index = new DestinationRuleIndex(
      [rule('a', { namespace: 'owner' })],
      {
        rootNamespace: 'istio-system',
        destinationRuleExportTo: ['.'],
      },
    );
    const service = { host: HOST, namespace: 'owner' };
    const of = (namespace: string) =>
      index.ruleFor({ namespace, labels: undefined }, service)?.from[0].name;
    expect([of('owner'), of('shop')]).toEqual(['a', undefined]);
  });
});
