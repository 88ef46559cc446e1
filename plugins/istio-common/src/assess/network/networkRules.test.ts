import type { NetworkPolicyObject } from '../../model/networkPolicyObjects';
import { blockContains, isEverywhere } from './cidr';
import {
  type NetworkSource,
  admits,
  opensPort,
  peerChance,
  policyAdmits,
} from './networkRules';

const POD: NetworkSource = {
  kind: 'pod',
  namespace: 'edge',
  namespaceLabels: { team: 'net' },
  labels: { app: 'gateway' },
};
const HOST: NetworkSource = { kind: 'host' };
const ELSEWHERE: NetworkSource = { kind: 'elsewhere' };
const PROBES: NetworkSource = { kind: 'address', address: '169.254.7.127' };

function policy(
  name: string,
  rules: NetworkPolicyObject['rules'],
  more: Partial<NetworkPolicyObject> = {},
): NetworkPolicyObject {
  return {
    type: 'networkpolicy',
    ref: {
      group: 'networking.k8s.io',
      kind: 'NetworkPolicy',
      namespace: 'shop',
      name,
    },
    createdAt: '2026-01-01T00:00:00Z',
    ingress: true,
    rules,
    ...more,
  };
}

describe('a block', () => {
  it.each([
    ['10.1.2.3/32', '10.1.2.3', true],
    ['10.1.2.3/32', '10.1.2.4', false],
    ['10.1.2.3/31', '10.1.2.2', true],
    ['10.1.2.3/31', '10.1.2.4', false],
    ['10.1.2.3/9', '10.127.255.255', true],
    ['10.1.2.3/9', '10.128.0.0', false],
    ['0.0.0.0/1', '127.255.255.255', true],
    ['0.0.0.0/1', '128.0.0.0', false],
    ['255.255.255.255/32', '255.255.255.255', true],
    ['1.2.3.4/0', '255.0.0.1', true],
    ['10.1.2.256/0', '10.1.2.3', false],
    ['10.1.2.x3/0', '10.1.2.3', false],
    ['10.1.2.3x/0', '10.1.2.3', false],
    ['10.1.2.0x3/0', '10.1.2.3', false],
    ['10.1.2.0003/0', '10.1.2.3', false],
    ['10.1.2/0', '10.1.2.3', false],
    ['10.1.2.3.4/0', '10.1.2.3', false],
    ['10.1.2.3/0x8', '10.1.2.3', false],
    ['10.1.2.3/x8', '10.1.2.3', false],
    ['10.1.2.3/8x', '10.1.2.3', false],
    ['10.1.2.3/032', '10.1.2.3', false],
    ['10.1.2.3/-1', '10.1.2.3', false],
    ['10.1.2.3/', '10.1.2.3', false],
    ['10.1.2.3/33', '10.1.2.3', false],
    ['10.1.2.3/8/8', '10.1.2.3', false],
    ['0.0.0.0/0', 'fe80::1', false],
    ['0.0.0.0/0', '', false],
  ])('%s holds %s: %s', (cidr, address, inside) => {
    expect(blockContains(cidr, address)).toBe(inside);
  });

  it.each([
    ['0.0.0.0/0', true],
    ['::/0', true],
    ['0.0.0.0/1', false],
    ['::/1', false],
    ['', false],
  ])('%s is everywhere: %s', (cidr, everywhere) => {
    expect(isEverywhere(cidr)).toBe(everywhere);
  });
});

describe('a peer', () => {
  const all = { cidr: '0.0.0.0/0' };
  const most = { ...all, except: ['10.0.0.0/8'] };
  const local = { cidr: '169.254.0.0/16' };
  const labels = (matchLabels: Record<string, string>) => ({ matchLabels });
  it.each([
    // Labels of namespace and pod both have to fit.
    ['never', { pods: {}, namespaces: labels({ team: 'shop' }) }, POD],
    ['always', { namespaces: labels({ team: 'net' }) }, POD],
    [
      'always',
      { namespaces: labels({ 'kubernetes.io/metadata.name': 'edge' }) },
      POD,
    ],
    [
      'never',
      { namespaces: labels({ 'kubernetes.io/metadata.name': 'shop' }) },
      POD,
    ],
    [
      'never',
      { namespaces: labels({ team: 'net' }), pods: labels({ app: 'x' }) },
      POD,
    ],
    // Without a namespaceSelector: the pods of the policy's own namespace.
    ['never', { pods: labels({ app: 'gateway' }) }, POD],
    [
      'always',
      { pods: labels({ app: 'gateway' }) },
      { ...POD, namespace: 'shop' },
    ],
    ['never', { pods: labels({ app: 'x' }) }, { ...POD, namespace: 'shop' }],
    ['never', {}, { ...POD, namespace: 'shop' }],
    // The address of a pod is not known.
    ['always', { block: all }, POD],
    ['always', { block: { cidr: '::/0' } }, POD],
    ['sometimes', { block: most }, POD],
    ['sometimes', { block: local }, POD],
    // Selectors match pods, never machines; nor is the address of one known.
    ['never', { namespaces: {}, pods: {} }, HOST],
    ['always', { block: all }, HOST],
    ['sometimes', { block: most }, HOST],
    ['sometimes', { block: local }, HOST],
    // Some other namespace: not the policy's own.
    ['never', { pods: {} }, ELSEWHERE],
    ['always', { namespaces: labels({ team: 'ops' }) }, ELSEWHERE],
    ['always', { block: local }, ELSEWHERE],
    // An address that is known.
    ['always', { block: local }, PROBES],
    ['always', { block: { ...local, except: ['169.254.8.0/24'] } }, PROBES],
    [
      'never',
      {
        block: { ...local, except: ['169.254.8.0/24', '169.254.7.127/32'] },
      },
      PROBES,
    ],
    ['never', { block: { cidr: '10.0.0.0/8' } }, PROBES],
    ['never', { namespaces: {}, pods: {} }, PROBES],
  ] as const)('stands %s: %j for %j', (chance, peer, source) => {
    expect(peerChance(peer, source, 'shop')).toBe(chance);
  });
});

describe('a rule', () => {
  const http = { port: 8080, name: 'http' };
  it.each([
    [true, undefined],
    [false, []],
    [true, [{}]],
    [false, [{ protocol: 'UDP' }]],
    [true, [{ port: 8080 }]],
    [false, [{ port: 8080, protocol: 'SCTP' }]],
    [true, [{ port: 81 }, { port: 'http' }]],
    [false, [{ port: 'https' }]],
    [true, [{ port: 8080, endPort: 8080 }]],
    [true, [{ port: 8079, endPort: 8080 }]],
    [true, [{ port: 8079, endPort: 8081 }]],
    [false, [{ port: 8081, endPort: 9000 }]],
    [false, [{ port: 8000, endPort: 8079 }]],
    [false, [{ port: 8079 }]],
  ] as const)('opens port 8080 (http): %s with ports %j', (open, ports) => {
    expect(opensPort({ ports }, http)).toBe(open);
  });

  it('does not open a port without a name by a name', () => {
    expect(opensPort({ ports: [{ port: 'http' }] }, { port: 8080 })).toBe(
      false,
    );
  });
});

describe('policies', () => {
  const port = { port: 8080 };
  const closed = policy('closed', []);
  const own = policy('own', [{ from: [{ pods: {} }] }]);
  const blocks = policy('blocks', [
    { from: [{ block: { cidr: '10.0.0.0/8' } }] },
  ]);
  const edge = policy('edge', [
    { ports: [{ port: 81 }] },
    { from: [{ pods: {} }, { namespaces: {} }] },
  ]);
  const garbled = policy('garbled', [{}], { unreadable: true });

  it.each([
    ['never', closed, POD],
    ['never', own, POD],
    ['always', own, { ...POD, namespace: 'shop' }],
    ['sometimes', blocks, POD],
    ['always', edge, POD],
    ['never', policy('other', [{ ports: [{ port: 81 }] }]), POD],
    ['always', policy('open', [{ ports: [{ port: 8080 }] }]), POD],
    ['sometimes', garbled, POD],
  ] as const)('let in %s: %#', (chance, one, source) => {
    expect(policyAdmits(one, source, port)).toBe(chance);
  });

  it.each([
    ['nothing isolates', [], 'yes', []],
    ['every one shuts out', [closed, own], 'no', ['closed', 'own']],
    ['one may let in', [closed, blocks, own], 'unknown', ['blocks']],
    [
      'two may let in',
      [garbled, closed, blocks],
      'unknown',
      ['garbled', 'blocks'],
    ],
    ['one lets in', [closed, blocks, edge], 'yes', ['edge']],
  ])('add up where %s', (_what, isolating, allowed, by) => {
    const admission = admits(isolating, POD, port);
    expect(admission.allowed).toBe(allowed);
    expect(admission.by.map(({ ref }) => ref.name)).toEqual(by);
  });
});
