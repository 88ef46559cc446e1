import '@testing-library/jest-dom';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  clusterIn,
  FakeIstioApi,
  forbidden,
  inventoryOfEu1,
} from './__testUtils__/FakeIstioApi';
import { renderForm } from './__testUtils__/renderForm';
import { seriousViolations } from './__testUtils__/seriousViolations';

interface Picker {
  field: string;
  type: 'string' | 'object';
  /** Label of the input that offers choices. */
  label: string;
  options: string[];
  /** What is typed for one of them, and the value it makes. */
  choice: [typed: string, value: JsonValue];
  /** What does not exist, and what is said then. */
  wrong: [value: JsonValue, sentence: RegExp];
  /** Fills in the rest of the field, as people do before they choose. */
  before?: JsonObject;
}

const gateway = {
  namespace: 'istio-ingress',
  selector: { istio: 'ingressgateway' },
  serviceAccount: 'istio-ingressgateway',
};
const issuer = { group: 'cert-manager.io', kind: 'Issuer', name: 'vault' };

const PICKERS: Picker[] = [
  {
    field: 'IstioNamespaceField',
    type: 'object',
    label: 'Namespace',
    options: ['shop · without proxies', 'payments · proxies of 1-30-3'],
    before: { cluster: 'eu-1' },
    choice: ['payments', { cluster: 'eu-1', namespace: 'payments' }],
    wrong: [
      { cluster: 'eu-1', namespace: 'shops' },
      /Namespace shops does not exist in eu-1; choose one of shop, payments/,
    ],
  },
  {
    field: 'IstioWorkloadField',
    type: 'object',
    label: 'Workload',
    options: ['cart · Deployment', 'cart-cache · StatefulSet'],
    before: { cluster: 'eu-1', namespace: 'shop' },
    choice: [
      'cart-cache',
      {
        cluster: 'eu-1',
        namespace: 'shop',
        workload: 'cart-cache',
        labels: { app: 'cart-cache', tier: 'data' },
      },
    ],
    wrong: [
      {
        cluster: 'eu-1',
        namespace: 'shop',
        workload: 'basket',
        labels: { app: 'basket' },
      },
      /Workload shop\/basket does not exist in eu-1; choose one of cart/,
    ],
  },
  {
    field: 'IstioGatewayField',
    type: 'object',
    label: 'Choice',
    options: [
      'istio-ingress/istio=ingressgateway · 2 pods',
      'istio-egress/istio=egressgateway · 1 pod',
    ],
    choice: ['istio-ingress/istio=ingressgateway', gateway],
    wrong: [
      { namespace: 'istio-ingress', selector: { istio: 'gone' } },
      /No gateway pod in eu-1 is chosen by istio-ingress\/istio=gone/,
    ],
  },
  {
    field: 'IstioIssuerField',
    type: 'object',
    label: 'Choice',
    // The Issuer of another namespace is not offered.
    options: ['ClusterIssuer/mesh-ca · ready', 'Issuer/vault · not ready'],
    choice: ['Issuer/vault', issuer],
    wrong: [
      { group: 'cert-manager.io', kind: 'Issuer', name: 'acme' },
      /Issuer\/acme of eu-1 serves namespace payments alone; choose one of/,
    ],
  },
  {
    field: 'IstioRevisionField',
    type: 'string',
    label: 'Choice',
    options: [
      'prod · tag for 1-30-3, 1.30.3',
      '1-30-3 · 1.30.3',
      'old · tag for 1-27-0, version unknown',
    ],
    choice: ['prod', 'prod'],
    wrong: ['canary', /Tag or revision canary does not exist in eu-1/],
  },
];

/** A page with the field, and with a place that says the cluster where it does not. */
function stepOf({ field, type }: Pick<Picker, 'field' | 'type'>): JsonObject {
  return {
    title: 'Choose',
    required: ['choice'],
    properties: {
      choice: { title: 'Choice', type, 'ui:field': field },
      place: { type: 'object', 'ui:widget': 'hidden' },
    },
  };
}

const input = async (label: string) =>
  (await screen.findAllByLabelText(new RegExp(`^${label}`))).at(-1) as Element;
const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

let api: FakeIstioApi;
const render = (picker: Pick<Picker, 'field' | 'type'>, form: JsonObject) =>
  renderForm(api, [stepOf(picker)], {
    place: { cluster: 'eu-1', namespace: 'shop' },
    ...form,
  });

beforeEach(() => {
  api = new FakeIstioApi();
});

describe.each(PICKERS)('$field', picker => {
  const { label, options, choice, wrong, before } = picker;

  it('offers what the cluster holds, and gives on what is chosen', async () => {
    const { created } = await render(picker, before ? { choice: before } : {});
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await input(label));
    const list = await screen.findByRole('listbox');
    expect(
      within(list)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual(options);
    expect(await seriousViolations()).toEqual([]);
    await userEvent.type(await input(label), choice[0]);
    await userEvent.tab();
    await next();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].choice).toEqual(choice[1]);
  });

  it('says at once what does not exist, and goes no further', async () => {
    await render(picker, { choice: wrong[0] });
    expect(await screen.findByText(wrong[1])).toBeVisible();
    await next();
    expect((await screen.findAllByText(wrong[1])).length).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('takes what is typed where the cluster does not answer', async () => {
    const place = { cluster: 'ap-1', namespace: 'shop' };
    const value =
      typeof wrong[0] === 'object' && 'cluster' in (wrong[0] as JsonObject)
        ? { ...(wrong[0] as JsonObject), cluster: 'ap-1' }
        : wrong[0];
    await render(picker, { place, choice: value });
    expect(
      await screen.findByText(
        /ap-1 does not answer.*(they stay|it stays) unverified/,
      ),
    ).toBeVisible();
    await next();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('names the permission that the user lacks', async () => {
    api.clusters = forbidden('denied');
    await render(picker, { choice: wrong[0] });
    expect(
      await screen.findByText(/Missing permission: istio\.mesh\.read/),
    ).toBeVisible();
  });
});

describe('IstioClusterField', () => {
  const cluster = { field: 'IstioClusterField', type: 'string' } as const;

  it('offers the clusters, each with its state', async () => {
    const { created } = await render(cluster, {});
    await userEvent.click(
      await screen.findByRole('button', { name: /Choice/ }),
    );
    const found = await screen.findAllByRole('option');
    expect(found.map(option => option.textContent)).toEqual([
      'eu-1 · Live',
      'ap-1 · Unreachable',
    ]);
    await userEvent.click(found[0]);
    expect(await seriousViolations()).toEqual([]);
    await next();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(created).toHaveLength(1));
    expect(created[0].choice).toBe('eu-1');
  });

  it('refuses a cluster that nobody knows', async () => {
    await render(cluster, { choice: 'eu-9' });
    await screen.findByText(/eu-9 · not known/);
    await next();
    expect(
      (await screen.findAllByText(/Cluster eu-9 is not known; choose one of/))
        .length,
    ).toBeGreaterThan(0);
  });

  it('warns of a cluster without a mesh', async () => {
    api.clusters = [{ ...clusterIn('eu-1', 'live'), istio: 'not-installed' }];
    await render(cluster, { choice: 'eu-1' });
    expect(await screen.findByText(/Istio is not installed/)).toBeVisible();
  });
});

describe('what a choice means', () => {
  it('says why an issuer is not ready', async () => {
    await render(PICKERS[3], { choice: issuer });
    expect(await screen.findByText(/Vault is sealed/)).toBeVisible();
  });

  it('says that a tag leads to no control plane', async () => {
    await render(PICKERS[4], { choice: 'old' });
    expect(
      await screen.findByText(/stands for revision 1-27-0, of which no/),
    ).toBeVisible();
  });

  it('asks for labels where no cluster tells them', async () => {
    await render(PICKERS[1], {
      choice: { cluster: 'ap-1', namespace: 'shop', workload: 'loyalty' },
    });
    await userEvent.type(await input('Labels of its pods'), 'app');
    expect(await screen.findByText(/Write key=value/)).toBeVisible();
    await userEvent.type(await input('Labels of its pods'), '=loyalty');
    await next();
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it.each([
    ['IstioGatewayField', 'istio-ingressgateway', /^Write namespace\/label=/],
    ['IstioIssuerField', 'vault', /^Write kind\/name, such as/],
  ])(
    'does not lose what is typed into %s and says nothing, needed or not',
    async (field, typed, sentence) => {
      const step = { ...stepOf({ field, type: 'object' }), required: [] };
      const place = { cluster: 'eu-1', namespace: 'shop' };
      await renderForm(api, [step], { place });
      await screen.findByText(/live data of eu-1/);
      await userEvent.type(await input('Choice'), typed);
      await userEvent.tab();
      expect(await input('Choice')).toHaveValue(typed);
      expect(screen.getByText(sentence)).toBeVisible();
      await next();
      expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(1);
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
  );

  it('lists a hundred of very many, and says that there are more', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      name: `team-${i}`,
      injected: false,
    }));
    api.inventory = { ...inventoryOfEu1, namespaces: many };
    await render(PICKERS[0], { choice: { cluster: 'eu-1' } });
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await input('Namespace'));
    const shown = await screen.findAllByRole('option');
    expect(shown).toHaveLength(101);
    expect(shown[100]).toHaveTextContent('There are more: type to see them');
    expect(shown[100]).toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(await input('Namespace'), 'team-4999');
    expect(
      (await screen.findAllByRole('option')).map(one => one.textContent),
    ).toContain('team-4999 · without proxies');
  });

  it.each(['IstioGatewayField', 'IstioIssuerField'])(
    'lets %s stay empty where the template does not want it',
    async field => {
      const step = stepOf({ field, type: 'object' });
      const { created } = await renderForm(
        api,
        [{ ...step, required: [] }],
        {},
      );
      await next();
      await userEvent.click(
        await screen.findByRole('button', { name: 'Create' }),
      );
      await waitFor(() => expect(created).toHaveLength(1));
      cleanup();
      await renderForm(api, [step], {});
      await next();
      // The browser itself says so, at the input.
      expect(await input('Choice')).toBeInvalid();
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
  );
});
