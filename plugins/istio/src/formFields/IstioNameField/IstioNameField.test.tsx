import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';
import { FakeIstioApi, inventoryOfEu1 } from '../__testUtils__/FakeIstioApi';
import { renderForm } from '../__testUtils__/renderForm';
import { seriousViolations } from '../__testUtils__/seriousViolations';
import {
  type NameOf,
  type NamePlace,
  offeredNames,
  placeOfForm,
} from './offeredNames';

const egress = {
  namespace: 'istio-egress',
  selector: { istio: 'egressgateway' },
};
const ingress = {
  namespace: 'istio-ingress',
  selector: { istio: 'ingressgateway' },
};

const inventory: ClusterInventory = {
  ...inventoryOfEu1,
  services: [
    ...inventoryOfEu1.services,
    {
      ...{ namespace: 'istio-egress', name: 'istio-egressgateway', ports: [] },
      selector: { app: 'istio-egressgateway', istio: 'egressgateway' },
    },
    {
      ...{ namespace: 'istio-egress', name: 'headless', ports: [] },
      selector: {},
    },
    {
      ...{ namespace: 'istio-egress', name: 'other', ports: [] },
      selector: { app: 'other' },
    },
  ],
  gateways: [
    {
      ...{ namespace: 'shop', name: 'web', selector: ingress.selector },
      hosts: ['*.wild.example.com', 'cart.example.com', 'shop.example.com'],
    },
    {
      ...{ namespace: 'pay', name: 'web', selector: { istio: 'other' } },
      hosts: ['pay.example.com', 'shop.example.com'],
    },
  ],
  credentials: [
    { namespace: 'istio-ingress', name: 'cart-tls' },
    { namespace: 'shop', name: 'client' },
  ],
};

describe('offeredNames', () => {
  it.each<[NameOf, NamePlace, string[]]>([
    ['namespace', {}, ['payments', 'shop']],
    ['service', { namespace: 'shop' }, ['cart', 'catalog-api']],
    // One without a selector is of no pods, others are of other pods.
    ['service', egress, ['istio-egressgateway']],
    ['host', ingress, ['cart.example.com', 'shop.example.com']],
    ['host', {}, ['cart.example.com', 'pay.example.com', 'shop.example.com']],
    ['host', egress, []],
    ['credential', { namespace: 'istio-ingress' }, ['cart-tls']],
    ['credential', {}, ['cart-tls', 'client']],
  ])('offers each %s at %j', (of, place, names) => {
    expect(offeredNames(of, inventory, place)).toEqual(names);
  });

  it('offers nothing where a backend of before tells nothing', () => {
    const { gateways: _, credentials: __, ...old } = inventory;
    expect(offeredNames('host', old, {})).toEqual([]);
    expect(offeredNames('credential', old, {})).toEqual([]);
  });

  it.each<[JsonObject, NamePlace]>([
    [{ at: 'shop' }, { namespace: 'shop' }],
    [{ at: egress }, egress],
    [{ at: { namespace: 5, selector: 'a' } }, {}],
    [{}, {}],
  ])('finds the place in %j', (form, place) => {
    expect(placeOfForm(form, 'at')).toEqual(place);
  });
});

describe('IstioNameField', () => {
  let api: FakeIstioApi;
  beforeEach(() => {
    api = new FakeIstioApi();
    api.inventory = inventory;
  });

  const render = (form: JsonObject) =>
    renderForm(
      api,
      [
        {
          title: 'Names',
          properties: {
            cluster: { type: 'string', 'ui:widget': 'hidden' },
            gateway: { type: 'object', 'ui:widget': 'hidden' },
            hosts: {
              title: 'Hosts',
              type: 'array',
              items: {
                title: 'Host',
                type: 'string',
                'ui:field': 'IstioNameField',
                'ui:options': { of: 'host', besideField: 'gateway' },
              },
            },
          },
        },
      ],
      { cluster: 'eu-1', gateway: ingress, ...form },
    );
  const hostInput = async () => (await screen.findAllByLabelText(/^Host/))[0];
  const review = () =>
    userEvent.click(screen.getByRole('button', { name: 'Review' }));

  it('offers in a list what the chosen gateway serves', async () => {
    const { created } = await render({ hosts: [''] });
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await hostInput());
    const list = await screen.findByRole('listbox');
    const options = within(list).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'cart.example.com',
      'shop.example.com',
    ]);
    expect(await seriousViolations()).toEqual([]);
    await userEvent.click(options[1]);
    await review();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].hosts).toEqual(['shop.example.com']);
  });

  it('tells of a name that is not there, and takes it', async () => {
    const { created } = await render({ hosts: ['new.example.com'] });
    expect(
      await screen.findByText(/new.example.com is not among what Meshwright/),
    ).toBeVisible();
    await review();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(created).toHaveLength(1));
  });

  it('refuses what can be no name', async () => {
    await render({ hosts: ['https://shop'] });
    await review();
    expect(
      (await screen.findAllByText(/"https:\/\/shop" is no such name/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});
