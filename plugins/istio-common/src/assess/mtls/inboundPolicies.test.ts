import type { PeerAuthenticationObject } from '../../model/securityObjects';
import { trimAll } from '../../testing/assessRaw';
import { rawPeerAuthentication } from '../../testing/rawObjects';
import { decideInbound, inboundPolicies } from './inboundPolicies';

type Options = Parameters<typeof rawPeerAuthentication>[1];

const CART = { selector: { matchLabels: { app: 'cart' } } };

function policy(spec: object, options: Options = {}): PeerAuthenticationObject {
  const [object] = trimAll([rawPeerAuthentication({ ...spec }, options)]);
  if (object.type !== 'peerauthentication') throw new Error('not a policy');
  return object;
}

function mtls(mode: string) {
  return { mtls: { mode } };
}

const mesh = (spec: object, options: Options = {}) =>
  policy(spec, { namespace: 'istio-system', ...options });

function decide(
  policies: PeerAuthenticationObject[],
  port = 8080,
  pod = { namespace: 'shop', labels: { app: 'cart' } },
) {
  const decision = decideInbound(
    inboundPolicies(policies, pod, 'istio-system'),
    port,
  );
  return [decision.mode, decision.source, decision.decidedBy?.ref.name];
}

describe('inbound mTLS of a port', () => {
  const cases: Array<[string, PeerAuthenticationObject[], unknown[]]> = [
    ['PERMISSIVE without any policy', [], ['PERMISSIVE', 'default', undefined]],
    ['the mesh policy', [mesh(mtls('STRICT'))], ['STRICT', 'mesh', 'default']],
    [
      'a namespace policy beats the mesh',
      [mesh(mtls('STRICT')), policy(mtls('PERMISSIVE'), { name: 'ns' })],
      ['PERMISSIVE', 'namespace', 'ns'],
    ],
    [
      'a workload policy beats the namespace',
      [
        policy(mtls('STRICT')),
        policy({ ...CART, ...mtls('DISABLE') }, { name: 'wl' }),
      ],
      ['DISABLE', 'workload', 'wl'],
    ],
    [
      'a port beats its own policy',
      [
        policy(
          {
            ...CART,
            ...mtls('STRICT'),
            portLevelMtls: { 8080: { mode: 'DISABLE' } },
          },
          { name: 'wl' },
        ),
      ],
      ['DISABLE', 'port', 'wl'],
    ],
    [
      'an UNSET port inherits from its policy',
      [
        policy({
          ...CART,
          ...mtls('STRICT'),
          portLevelMtls: { 8080: { mode: 'UNSET' } },
        }),
      ],
      ['STRICT', 'workload', 'default'],
    ],
    [
      'a port of another number does not count',
      [
        policy({
          ...CART,
          ...mtls('STRICT'),
          portLevelMtls: { 9090: { mode: 'DISABLE' } },
        }),
      ],
      ['STRICT', 'workload', 'default'],
    ],
    [
      'UNSET falls through to the wider scope',
      [
        mesh(mtls('STRICT')),
        policy(mtls('UNSET'), { name: 'ns' }),
        policy(CART, { name: 'wl' }),
      ],
      ['STRICT', 'mesh', 'default'],
    ],
    [
      'of several the oldest counts',
      [
        policy(mtls('STRICT'), {
          name: 'young',
          createdAt: '2026-02-01T00:00:00Z',
        }),
        policy(mtls('DISABLE'), {
          name: 'old',
          createdAt: '2025-02-01T00:00:00Z',
        }),
      ],
      ['DISABLE', 'namespace', 'old'],
    ],
    [
      'the oldest counts even when it is UNSET',
      [
        policy(mtls('STRICT'), {
          name: 'young',
          createdAt: '2026-02-01T00:00:00Z',
        }),
        policy({}, { name: 'old', createdAt: '2025-02-01T00:00:00Z' }),
      ],
      ['PERMISSIVE', 'default', undefined],
    ],
    [
      'of two created at once the name decides',
      [
        policy(mtls('STRICT'), { name: 'b' }),
        policy(mtls('DISABLE'), { name: 'a' }),
      ],
      ['DISABLE', 'namespace', 'a'],
    ],
    [
      'an empty selector is none',
      [policy({ selector: { matchLabels: {} }, ...mtls('STRICT') })],
      ['STRICT', 'namespace', 'default'],
    ],
    [
      'a selector in the root namespace has no effect',
      [mesh({ ...CART, ...mtls('STRICT') })],
      ['PERMISSIVE', 'default', undefined],
    ],
    [
      'ports of a policy without a selector have no effect',
      [
        policy({
          ...mtls('STRICT'),
          portLevelMtls: { 8080: { mode: 'DISABLE' } },
        }),
      ],
      ['STRICT', 'namespace', 'default'],
    ],
    [
      'another namespace does not count',
      [policy(mtls('STRICT'), { namespace: 'other' })],
      ['PERMISSIVE', 'default', undefined],
    ],
    [
      'a selector that does not match does not count',
      [
        policy({
          selector: { matchLabels: { app: 'web' } },
          ...mtls('STRICT'),
        }),
      ],
      ['PERMISSIVE', 'default', undefined],
    ],
  ];

  it.each(cases)('%s', (_, policies, expected) => {
    expect(decide(policies)).toEqual(expected);
    expect(decide([...policies].reverse())).toEqual(expected);
  });

  it('in the root namespace only policies without a selector count', () => {
    const root = { namespace: 'istio-system', labels: { app: 'cart' } };
    expect(
      decide(
        [
          mesh({ ...CART, ...mtls('DISABLE') }),
          mesh(mtls('STRICT'), { name: 'all' }),
        ],
        8080,
        root,
      ),
    ).toEqual(['STRICT', 'mesh', 'all']);
  });
});
