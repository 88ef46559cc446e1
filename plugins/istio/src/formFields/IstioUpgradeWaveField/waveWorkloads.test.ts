import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { inventoryOfEu1 } from '../__testUtils__/FakeIstioApi';
import { workloadRow } from '../__testUtils__/workloadRow';
import { parseRestart, restartText } from './UpgradeWave';
import { movable, planOfForm, restarted } from './wavePlan';
import { restartOf, wavesByNamespace } from './waveWorkloads';

const inventory: ClusterInventory = {
  ...inventoryOfEu1,
  namespaces: [
    { name: 'by-tag', label: 'prod', revision: '1-29-6', injected: true },
    { name: 'first', label: 'canary', revision: '1-30-3', injected: true },
    { name: 'pinned', label: '1-29-6', revision: '1-29-6', injected: true },
    { name: 'plain', injected: false },
  ],
};

const form = {
  cluster: 'eu-1',
  fromVersion: '1.29.6',
  toVersion: '1.30.3',
  tag: 'prod',
  canaryTag: 'canary',
};
const planFor = (step: 'move' | 'promote' | 'rollback') =>
  planOfForm(form, step, undefined);

describe('what a step of an upgrade moves', () => {
  it.each([
    ['move', ['by-tag', 'pinned'], ['by-tag']],
    ['promote', ['first'], ['by-tag']],
    ['rollback', ['first'], ['by-tag', 'first']],
  ] as const)('%s', (step, offered, restarts) => {
    const plan = planFor(step);
    expect(movable(plan, inventory).map(({ name }) => name)).toEqual(offered);
    const chosen = step === 'move' ? ['by-tag'] : ['first'];
    expect(restarted(plan, inventory, chosen)).toEqual(restarts);
  });

  it('reads revisions, and makes them of releases where they are not given', () => {
    expect(planFor('move')).toMatchObject({ from: '1-29-6', to: '1-30-3' });
    expect(
      planOfForm({ ...form, fromRevision: 'old' }, 'move', undefined).from,
    ).toBe('old');
    expect(planOfForm({}, 'move', undefined)).toMatchObject({
      ...{ from: undefined, tag: 'prod', canaryTag: 'canary' },
    });
  });
});

describe('what a step of an upgrade restarts', () => {
  const rows = [
    workloadRow('shop', 'StatefulSet', 'orders', '1-29-6', 2, ['group:b']),
    workloadRow('shop', 'Deployment', 'cart', '1-29-6', 3, ['group:a']),
    // Has the new proxy already.
    workloadRow('shop', 'Deployment', 'done', '1-30-3', 1),
    // No rollout restarts it.
    workloadRow('shop', 'Job', 'report', '1-29-6', 1),
    // Has no proxy of its own.
    workloadRow('shop', 'Deployment', 'mesh-less', '1-29-6', 1, [], 'none'),
    workloadRow('pay', 'DaemonSet', 'agent', '1-29-6', 5),
  ];

  it('is what has another proxy, in order, and what a rollout takes', () => {
    expect(restartText(restartOf(rows, '1-30-3'))).toBe(
      'DaemonSet pay/agent\nDeployment shop/cart\nStatefulSet shop/orders',
    );
    expect(restartText(restartOf(rows, '1-29-6'))).toBe('Deployment shop/done');
  });

  it('is told by namespace: kinds, pods, owners, and what is left out', () => {
    expect(wavesByNamespace(rows, '1-30-3')).toEqual([
      {
        namespace: 'pay',
        kinds: [{ kind: 'DaemonSet', count: 1 }],
        ...{ pods: 5, owners: [], others: 0 },
      },
      {
        namespace: 'shop',
        kinds: [
          { kind: 'Deployment', count: 1 },
          { kind: 'StatefulSet', count: 1 },
        ],
        ...{ pods: 5, owners: ['group:a', 'group:b'], others: 1 },
      },
    ]);
  });

  it('is a line each, and what cannot be read is kept', () => {
    const text = 'Deployment shop/cart\ncart';
    expect(parseRestart(`\n ${text} \n\n`)).toEqual([
      { kind: 'Deployment', namespace: 'shop', name: 'cart' },
      { kind: '', namespace: '', name: 'cart' },
    ]);
    expect(restartText(parseRestart(text))).toBe(text);
  });
});
