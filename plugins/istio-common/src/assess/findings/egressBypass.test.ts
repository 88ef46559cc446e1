import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  rawEgressMesh,
  rawEgressParts,
  rawEgressRoute,
  rawServiceEntry,
} from '../../testing/raw/egress';
import { rawNetworkPolicy } from '../../testing/raw/security';
import { rawPod } from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const THROUGH_GATEWAY = Object.values(rawEgressParts());

/** MW0184 of the whole cluster. */
function found(
  more: unknown[],
  parts: unknown[] = THROUGH_GATEWAY,
  states = {},
) {
  const { findings } = assessRaw([...rawEgressMesh(), ...parts, ...more], {
    states,
  });
  return answer(findings.filter(({ code }) => code === 'MW0184'));
}

function policy(egress: Json[] | undefined, more: Json = {}) {
  return rawNetworkPolicy({
    policyTypes: ['Egress'],
    ...(egress && { egress }),
    ...more,
  });
}

const CLUSTER = { namespaceSelector: {} };

describe('MW0184: an egress gateway that can be passed by', () => {
  it('is raised once for a namespace whose pods may leave', () => {
    expect(found([])).toMatchObject([
      {
        severity: 'info',
        ref: { kind: 'Namespace', name: 'shop' },
        cause: expect.stringContaining('static analysis'),
      },
    ]);
  });

  it.each<[string, unknown[], boolean]>([
    ['a policy that lets nothing out', [policy(undefined)], false],
    ['policies for ingress only', [rawNetworkPolicy()], true],
    [
      'a policy for other pods',
      [policy([], { podSelector: { matchLabels: { app: 'web' } } })],
      true,
    ],
    [
      'a policy of another namespace',
      [{ ...policy([]), metadata: { name: 'deny', namespace: 'other' } }],
      true,
    ],
    ['out to the cluster only', [policy([{ to: [CLUSTER] }])], false],
    ['out to anywhere', [policy([{}])], true],
    [
      'out to every address',
      [policy([{ to: [CLUSTER, { ipBlock: { cidr: '0.0.0.0/0' } }] }])],
      true,
    ],
    [
      'out to a network of our own',
      [policy([{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }])],
      false,
    ],
    [
      'out for DNS only',
      [
        policy([
          {
            ports: [
              { port: 53, protocol: 'UDP' },
              { port: 53, protocol: 'TCP' },
            ],
          },
        ]),
      ],
      false,
    ],
    [
      'out on a port of the host',
      [policy([{ ports: [{ port: 443, protocol: 'TCP' }] }])],
      true,
    ],
    [
      'rules without policyTypes limit too',
      [policy([{ to: [CLUSTER] }], { policyTypes: undefined })],
      false,
    ],
    [
      'without rules and policyTypes nothing is limited',
      [policy(undefined, { policyTypes: undefined })],
      true,
    ],
    [
      'policies add up: one that opens is enough',
      [
        policy([]),
        { ...policy([{}]), metadata: { name: 'open', namespace: 'shop' } },
      ],
      true,
    ],
  ])('%s', (_, more, raised) => {
    expect(found(more)).toHaveLength(raised ? 1 : 0);
  });

  it('is no matter of hosts that need no gateway', () => {
    expect(found([], [rawServiceEntry({ exportTo: ['*'] })])).toEqual([]);
  });

  it('is for pods in the mesh: others follow no route', () => {
    expect(
      found([
        policy(undefined),
        rawPod({ app: 'job', labels: { app: 'job' } }),
      ]),
    ).toEqual([]);
  });

  it('is told once of a namespace, with the first of its workloads by name', () => {
    const more = ['batch', 'app'].map(app => rawPod({ app, proxy: {} }));
    const [one, ...rest] = found([
      ...more,
      rawServiceEntry({ hosts: ['else.example.com'] }, { name: 'else' }),
    ]);
    expect(rest).toEqual([]);
    expect(one.cause).toContain('shop/app and 2 more');
  });

  it('is for ambient pods too, and not for those on the network of their node', () => {
    const ambient = rawPod({
      app: 'amber',
      namespace: 'other',
      annotations: { 'ambient.istio.io/redirection': 'enabled' },
    });
    const node = rawPod({
      app: 'node',
      proxy: {},
      spec: { hostNetwork: true },
    });
    const closed = policy([], {
      podSelector: { matchLabels: { app: 'cart' } },
    });
    expect(found([closed, node])).toEqual([]);
    const everywhere = {
      ...rawEgressParts(),
      entry: rawServiceEntry({ exportTo: ['*'] }),
      route: rawEgressRoute({ exportTo: ['*'] }),
    };
    expect(
      found([closed, ambient], Object.values(everywhere)).map(
        ({ ref }) => ref.name,
      ),
    ).toEqual(['other']);
  });

  it('is not said while NetworkPolicies cannot be read', () => {
    const states = {
      'networkpolicies.networking.k8s.io': 'forbidden' as const,
    };
    expect(found([], THROUGH_GATEWAY, states)).toEqual([]);
  });
});
