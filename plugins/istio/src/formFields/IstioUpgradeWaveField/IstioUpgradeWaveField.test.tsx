import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ControlPlaneStatus,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';
import {
  FakeIstioApi,
  forbidden,
  inventoryOfEu1,
} from '../__testUtils__/FakeIstioApi';
import { renderForm } from '../__testUtils__/renderForm';
import { seriousViolations } from '../__testUtils__/seriousViolations';
import { workloadRow } from '../__testUtils__/workloadRow';

const FORM = {
  cluster: 'eu-1',
  fromVersion: '1.29.6',
  toVersion: '1.30.3',
  tag: 'prod',
  canaryTag: 'canary',
};

function stepOf(step: string): JsonObject {
  return {
    title: 'Step',
    required: ['moved'],
    properties: {
      moved: {
        title: 'What moves',
        type: 'object',
        'ui:field': 'IstioUpgradeWaveField',
        'ui:options': { step },
      },
      // What other pages of the form say.
      ...Object.fromEntries(
        Object.keys(FORM).map(name => [
          name,
          { type: 'string', 'ui:widget': 'hidden' },
        ]),
      ),
    },
  };
}

function planeRow(
  change: Partial<ControlPlaneStatus> & { revision: string },
): FleetRow<'control-planes'> {
  return {
    fact: {
      cluster: 'eu-1',
      ref: {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'istio-system',
        name: `istiod-${change.revision}`,
      },
      ...{ tags: [], ready: true, tone: 'ok', trustDomain: 'cluster.local' },
      ...{ rootNamespace: 'istio-system', autoMtls: true },
      outboundTrafficPolicy: 'ALLOW_ANY',
      version: change.revision.replaceAll('-', '.'),
      ...change,
    },
    entities: [],
  };
}

let api: FakeIstioApi;
beforeEach(() => {
  api = new FakeIstioApi();
  api.inventory = {
    ...inventoryOfEu1,
    namespaces: [
      { name: 'pay', label: 'prod', revision: '1-29-6', injected: true },
      { name: 'shop', label: 'prod', revision: '1-29-6', injected: true },
      { name: 'canaries', label: 'canary', revision: '1-30-3', injected: true },
    ],
  };
  api.fleet = {
    workloads: [
      workloadRow('pay', 'Deployment', 'ledger', '1-29-6', 4, ['group:pay']),
      workloadRow('shop', 'StatefulSet', 'orders', '1-29-6', 2),
      workloadRow('shop', 'Deployment', 'cart', '1-29-6', 3, [
        'group:default/shop',
      ]),
    ],
    'control-planes': [
      planeRow({ revision: '1-29-6' }),
      planeRow({ revision: '1-30-3' }),
    ],
  };
});

const input = (label: RegExp) => screen.findByLabelText(label);
const restart = () => input(/^Workloads to restart/);
const click = async (name: RegExp | string) =>
  userEvent.click(await screen.findByRole('button', { name }));

async function create(created: unknown[]) {
  await click('Review');
  await click('Create');
  await waitFor(() => expect(created).toHaveLength(1));
}

describe('IstioUpgradeWaveField', () => {
  it('offers the namespaces of the old tag, and fills in what is restarted for them', async () => {
    const { created } = await renderForm(api, [stepOf('move')], FORM);
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await input(/^Namespaces of the wave/));
    const list = await screen.findByRole('listbox');
    expect(
      within(list)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['pay · 0 workloads', 'shop · 2 workloads']);
    await userEvent.click(within(list).getAllByRole('option')[1]);
    await waitFor(async () =>
      expect(await restart()).toHaveValue(
        'Deployment shop/cart\nStatefulSet shop/orders',
      ),
    );
    expect(
      screen.getByText(
        'shop: 1 Deployment, 1 StatefulSet · 5 pods · group:default/shop',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/Control plane 1-30-3 \(1\.30\.3\) is ready/),
    ).toBeVisible();
    expect(await seriousViolations()).toEqual([]);
    await create(created);
    expect(created[0]).toMatchObject({
      moved: {
        namespaces: [{ name: 'shop' }],
        restart: [
          { kind: 'Deployment', namespace: 'shop', name: 'cart' },
          { kind: 'StatefulSet', namespace: 'shop', name: 'orders' },
        ],
      },
    });
  });

  it('keeps what was written by hand, and fills it in again when it is emptied', async () => {
    await renderForm(api, [stepOf('move')], {
      ...FORM,
      moved: { namespaces: [{ name: 'shop' }] },
    });
    await waitFor(async () =>
      expect(await restart()).toHaveValue(
        'Deployment shop/cart\nStatefulSet shop/orders',
      ),
    );
    await userEvent.clear(await restart());
    await waitFor(async () =>
      expect(await restart()).toHaveValue(
        'Deployment shop/cart\nStatefulSet shop/orders',
      ),
    );
    await userEvent.type(await restart(), '\nDaemonSet shop/agent');
    expect(await screen.findByText(/^As you wrote it/)).toBeVisible();
    expect(await restart()).toHaveValue(
      'Deployment shop/cart\nStatefulSet shop/orders\nDaemonSet shop/agent',
    );
  });

  it('promotes: those that went first get the tag back, all the others are restarted', async () => {
    const { created } = await renderForm(api, [stepOf('promote')], FORM);
    await waitFor(async () =>
      expect(await restart()).toHaveValue(
        'Deployment pay/ledger\nDeployment shop/cart\nStatefulSet shop/orders',
      ),
    );
    await create(created);
    expect(created[0]).toMatchObject({
      moved: { namespaces: [{ name: 'canaries' }] },
    });
  });

  it('reads every page of the workloads', async () => {
    api.fleet.workloads = Array.from({ length: 401 }, (_, index) =>
      workloadRow('shop', 'Deployment', `d${1000 + index}`, '1-29-6', 1),
    );
    await renderForm(api, [stepOf('move')], {
      ...FORM,
      moved: { namespaces: [{ name: 'shop' }] },
    });
    expect(await screen.findByText(/401 pods get other proxies/)).toBeVisible();
    expect(
      api.fleetQueries
        .filter(({ kind }) => kind === 'workloads')
        .map(({ query }) => [query.namespace, query.cursor]),
    ).toEqual([
      [['shop'], undefined],
      [['shop'], '200'],
      [['shop'], '400'],
    ]);
  });

  it.each<[string, FleetRow<'control-planes'>[], RegExp]>([
    [
      'no control plane to move to',
      [planeRow({ revision: '1-29-6' })],
      /There is no control plane of revision 1-30-3 in eu-1.*step install/,
    ],
    [
      'one that is not ready',
      [planeRow({ revision: '1-30-3', ready: false })],
      /The control plane of revision 1-30-3 is not ready/,
    ],
    [
      'proxies too far behind',
      [
        planeRow({ revision: '1-30-3' }),
        planeRow({
          revision: '1-29-6',
          skew: { state: 'too-far', detail: '3 proxies of 1.27.1' },
        }),
      ],
      /Versions of 1-29-6 are too far apart: 3 proxies of 1\.27\.1/,
    ],
  ])('says that there is %s', async (_, planes, expected) => {
    api.fleet['control-planes'] = planes;
    await renderForm(api, [stepOf('move')], FORM);
    expect(await screen.findByText(expected)).toBeVisible();
  });

  it('warns of namespaces that a tag does not move', async () => {
    api.inventory = {
      ...inventoryOfEu1,
      namespaces: [
        { name: 'pinned', label: '1-29-6', revision: '1-29-6', injected: true },
      ],
    };
    await renderForm(api, [stepOf('promote')], FORM);
    expect(
      await screen.findByText(/the tag does not move them: pinned/),
    ).toBeVisible();
  });

  it('says at once what does not exist or is outside, and goes no further', async () => {
    await renderForm(api, [stepOf('move')], {
      ...FORM,
      moved: {
        namespaces: [{ name: 'shops' }],
        restart: [{ kind: 'Deployment', namespace: 'pay', name: 'ledger' }],
      },
    });
    expect(
      await screen.findByText(/Namespace shops does not exist in eu-1/),
    ).toBeVisible();
    expect(
      await screen.findByText(/^Deployment pay\/ledger is not in this wave/),
    ).toBeVisible();
    await click('Review');
    expect(
      (await screen.findAllByText(/Namespace shops does not exist/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('takes what is typed where the cluster does not answer', async () => {
    const { created } = await renderForm(api, [stepOf('move')], {
      ...FORM,
      cluster: 'ap-1',
    });
    await screen.findByText(/ap-1 does not answer/);
    await userEvent.type(
      await input(/^Namespaces of the wave/),
      'shop:shop-ns.yaml{enter}',
    );
    await userEvent.type(await restart(), 'Deployment shop/cart');
    await create(created);
    expect(created[0]).toMatchObject({
      moved: {
        namespaces: [{ name: 'shop', file: 'shop-ns.yaml' }],
        restart: [{ kind: 'Deployment', namespace: 'shop', name: 'cart' }],
      },
    });
  });

  it('says why workloads are not read', async () => {
    api.fleet.workloads = new Error('The catalog is down');
    await renderForm(api, [stepOf('move')], {
      ...FORM,
      moved: { namespaces: [{ name: 'shop' }] },
    });
    expect(
      await screen.findByText(/Not read: The catalog is down/),
    ).toBeVisible();
  });

  it('names the permission that the user lacks', async () => {
    api.clusters = forbidden('denied');
    await renderForm(api, [stepOf('move')], FORM);
    expect(
      await screen.findByText(/Missing permission: istio\.mesh\.read/),
    ).toBeVisible();
  });

  it('wants a namespace in a wave', async () => {
    await renderForm(api, [stepOf('move')], {
      ...FORM,
      moved: { namespaces: [] },
    });
    await click('Review');
    // The browser itself says so, at the input.
    expect(await input(/^Namespaces of the wave/)).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});
