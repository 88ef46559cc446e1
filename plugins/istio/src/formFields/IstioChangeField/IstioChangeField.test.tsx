import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  INTENTS,
  type ProposedDefinitions,
  readYaml,
} from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';
import { FakeIstioApi, forbidden } from '../__testUtils__/FakeIstioApi';
import { renderForm } from '../__testUtils__/renderForm';
import { seriousViolations } from '../__testUtils__/seriousViolations';
import { changeTexts, intentText, REMOVABLE_KINDS } from './ChangeChoice';

const step: JsonObject = {
  title: 'What to remove',
  required: ['definitions'],
  properties: {
    definitions: {
      title: 'Definitions',
      type: 'object',
      'ui:field': 'IstioChangeField',
    },
  },
};

const exposed: ProposedDefinitions = {
  change: 'expose-service/cart/eu-1-ingress-shop-cart',
  title: 'Let clients reach shop/cart at https://cart.example.com.',
  cluster: 'eu-1',
  kind: 'ingress',
  entityRef: 'component:default/cart',
  intent: {
    cluster: 'eu-1',
    namespace: 'shop',
    host: 'cart.example.com',
    routes: [{ path: '/', port: 8080 }],
  },
  proposedAt: '2026-11-22T12:00:00.000Z',
  live: ['Gateway', 'VirtualService'].map(kind => ({
    ...{ group: 'networking.istio.io', kind, namespace: 'shop', name: 'cart' },
  })),
};
const gone: ProposedDefinitions = {
  ...{ change: 'm', kind: 'mtls', cluster: 'eu-1', live: [] },
  title: 'Make namespace shop STRICT.',
  intent: { cluster: 'eu-1', scope: 'namespace', namespace: 'shop' },
};
const found: ProposedDefinitions = {
  ...{ change: 'enforce-mtls/mesh/x', cluster: 'eu-1', kind: 'mtls' },
  title: 'PeerAuthentication pay/default',
  live: [
    {
      ...{ group: 'security.istio.io', kind: 'PeerAuthentication' },
      ...{ namespace: 'pay', name: 'default' },
    },
  ],
};

let api: FakeIstioApi;
beforeEach(() => {
  api = new FakeIstioApi();
  api.proposed = [exposed, found, gone];
});

const input = (label: RegExp) => screen.findByLabelText(label);
const click = async (name: RegExp | string) =>
  userEvent.click(await screen.findByRole('button', { name }));

async function create(created: unknown[]) {
  await click('Review');
  await click('Create');
  await waitFor(() => expect(created).toHaveLength(1));
}

describe('IstioChangeField', () => {
  it('offers what was proposed, and fills the intent in', async () => {
    const { created } = await renderForm(api, [step], {
      definitions: { cluster: 'eu-1' },
    });
    const change = await input(/^What was proposed/);
    await userEvent.click(change);
    const list = await screen.findByRole('listbox');
    const options = within(list).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'Let clients reach shop/cart at https://cart.example.com · 2 objects in the cluster',
      'PeerAuthentication pay/default · 1 object in the cluster',
      'Make namespace shop STRICT · not in the cluster',
    ]);
    await userEvent.click(options[0]);
    expect(await input(/^The intent as it was/)).toHaveValue(
      'cluster: "eu-1"\nnamespace: "shop"\nhost: "cart.example.com"\nroutes: [{"path":"/","port":8080}]',
    );
    expect(
      screen.getByText(
        'In eu-1 of it: Gateway shop/cart, VirtualService shop/cart.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('It was for component:default/cart.'),
    ).toBeVisible();
    expect(await seriousViolations()).toEqual([]);
    await create(created);
    expect(created[0].definitions).toEqual({
      cluster: 'eu-1',
      change: exposed.change,
      kind: 'ingress',
      intent: intentText(exposed.intent ?? {}),
      entityRef: 'component:default/cart',
    });
  });

  it('fills the intent of a link in, which names the change alone', async () => {
    await renderForm(api, [step], {
      definitions: { cluster: 'eu-1', change: 'm' },
    });
    await waitFor(async () =>
      expect(await input(/^The intent as it was/)).toHaveValue(
        'cluster: "eu-1"\nscope: "namespace"\nnamespace: "shop"',
      ),
    );
    expect(await screen.findByText(/nothing of it is in eu-1/)).toBeVisible();
  });

  it('says that an intent was not kept, and takes it by hand', async () => {
    const { created } = await renderForm(api, [step], {
      definitions: { cluster: 'eu-1', change: found.change, kind: 'mtls' },
    });
    expect(await screen.findByText(/Its intent was not kept/)).toBeVisible();
    await click('Review');
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await userEvent.type(
      await input(/^The intent as it was/),
      'namespace: pay',
    );
    await create(created);
    expect(created[0].definitions).toEqual({
      cluster: 'eu-1',
      kind: 'mtls',
      intent: 'namespace: pay',
    });
  });

  it.each([
    ['forbidden', forbidden('no'), /Missing permission: istio\.mesh\.read/],
    ['silent', new Error('gone away'), /did not answer \(gone away\)/],
    ['empty', [], /Nothing that you may see was proposed for eu-1/],
  ])(
    'takes kind and intent by hand where it is %s',
    async (_, answer, text) => {
      api.proposed = answer;
      const { created } = await renderForm(api, [step], {
        definitions: { cluster: 'eu-1' },
      });
      expect(await screen.findByText(text)).toBeVisible();
      await userEvent.click(
        await screen.findByRole('button', { name: /^Kind/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: 'A mode of mTLS' }),
      );
      await userEvent.type(await input(/^The intent as it was/), 'a: b');
      await create(created);
      expect(created[0].definitions).toEqual({
        ...{ cluster: 'eu-1', kind: 'mtls', intent: 'a: b' },
      });
    },
  );
});

describe('what is offered', () => {
  it('tells apart what reads alike', () => {
    const twin = { ...gone, change: 'other' };
    expect([...changeTexts([exposed, gone, twin]).keys()]).toEqual([
      'Let clients reach shop/cart at https://cart.example.com',
      'Make namespace shop STRICT · m',
      'Make namespace shop STRICT · other',
    ]);
  });

  it('is of every kind that is no step', () => {
    const removable = INTENTS.filter(({ isStep }) => !isStep);
    expect([...REMOVABLE_KINDS].sort()).toEqual(
      removable.map(({ name }) => name).sort(),
    );
  });

  it.each([
    [{ a: 'x: y # z', 'b c': [1, { d: null }], e: { '"': '\n' }, f: true }],
    [exposed.intent ?? {}],
  ])('is YAML of the same intent: %j', intent => {
    expect(readYaml(intentText(intent))).toEqual(intent);
  });
});
