import '@testing-library/jest-dom';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';
import {
  FakeIstioApi,
  forbidden,
  nothingFound,
  shopZone,
} from '../__testUtils__/FakeIstioApi';
import { hostStep, renderForm } from '../__testUtils__/renderForm';

const FORM = {
  entityRef: 'component:default/cart',
  target: { cluster: 'eu-1', namespace: 'shop', service: 'cart', port: 8080 },
};

const taken: ValidationFinding = {
  code: 'IST0145',
  severity: 'error',
  field: 'host',
  cause:
    'Host shop.example.com is served by Gateway shop/shop-gateway in eu-1 since 2025-03-11.',
  fix: 'Add a path on Gateway shop/shop-gateway, or use cart.shop.example.com.',
  documentation:
    'https://istio.io/latest/docs/reference/config/analysis/ist0145/',
  suggestions: [
    {
      title: 'Add a path on the Gateway that is there',
      detail: 'No new Gateway, no new certificate.',
    },
    {
      title: 'Use cart.shop.example.com',
      detail: 'It is free in eu-1 and inside your zone.',
      value: { field: 'host', value: 'cart.shop.example.com' },
    },
  ],
};

const host = () => screen.findByLabelText(/^Host/);
const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

let api: FakeIstioApi;
const render = (formData: Parameters<typeof renderForm>[2]) =>
  renderForm(api, [hostStep], formData);

beforeEach(() => {
  api = new FakeIstioApi();
});

describe('IstioHostField', () => {
  it('proposes the usual host and says that it is free', async () => {
    await render(FORM);
    await waitFor(async () =>
      expect(await host()).toHaveValue('cart.shop.example.com'),
    );
    expect(
      await screen.findByText('cart.shop.example.com can be used in eu-1.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /12 checks passed · against eu-1.*answered (in|at once)/,
      ),
    ).toBeInTheDocument();
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('asks for the whole intent, in the name of the entity', async () => {
    await render({
      ...FORM,
      tlsMode: 'MUTUAL',
      subjectAltNames: ['a.example.com'],
    });
    await screen.findByText(/checks passed/);
    expect(api.validated).toEqual([
      {
        entityRef: 'component:default/cart',
        input: {
          cluster: 'eu-1',
          namespace: 'shop',
          service: { name: 'cart', port: 8080 },
          host: 'cart.shop.example.com',
          tls: { mode: 'MUTUAL', subjectAltNames: ['a.example.com'] },
          gateway: {
            namespace: 'istio-ingress',
            selector: { istio: 'ingressgateway' },
          },
          issuer: {
            group: 'cert-manager.io',
            kind: 'ClusterIssuer',
            name: 'mesh-ca',
          },
        },
      },
    ]);
  });

  it('judges what would be proposed, with the choices under "more"', async () => {
    const gateway = { namespace: 'istio-ingress', service: 'ingress' };
    await render({
      ...{ ...FORM, more: true, form: 'gateway-api', gateway },
      additionalHosts: ['www.shop.example.com'],
    });
    await screen.findByText(/checks passed/);
    expect(api.validated.at(-1)?.input).toMatchObject({
      ...{ host: 'cart.shop.example.com', form: 'gateway-api', gateway },
      additionalHosts: ['www.shop.example.com'],
    });
  });

  it('blocks Next for another host that is none', async () => {
    await render({
      ...{ ...FORM, host: 'cart.shop.example.com', more: true },
      additionalHosts: ['www.shop.example.com', 'https://www'],
    });
    const sentence = /"https:\/\/www" has a namespace or path in it/;
    expect(await screen.findByText(sentence)).toBeVisible();
    await next();
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('blocks Next for what the backend calls no intent', async () => {
    api.validations['*'] = Object.assign(new Error('Request failed with 400'), {
      statusCode: 400,
      cause: new Error('tls.subjectAltNames cannot be checked'),
    });
    await render({ ...FORM, host: 'cart.shop.example.com' });
    const sentence = /tls\.subjectAltNames cannot be checked/;
    expect(await screen.findByText(sentence)).toBeVisible();
    await next();
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('reads out the verdict, and not how old it is', async () => {
    await render(FORM);
    const verdict = await screen.findByText(/can be used in eu-1/);
    expect(verdict.closest('[role=status]')).not.toBeNull();
    const age = screen.getByText(/checks passed · against eu-1/);
    expect(age.closest('[role=status], [aria-live]')).toBeNull();
  });

  it('shows the cause and takes the way out that is chosen', async () => {
    api.validations['shop.example.com'] = {
      ...nothingFound,
      findings: [taken],
    };
    await render({ ...FORM, host: 'shop.example.com' });
    expect(await screen.findByText(taken.cause)).toBeInTheDocument();
    expect(screen.getAllByText('Taken').length).toBeGreaterThan(0);
    expect(await host()).toHaveAttribute('aria-invalid', 'true');
    expect(
      screen.getByRole('link', { name: /Documentation of IST0145/ }),
    ).toHaveAttribute('href', taken.documentation);
    await userEvent.click(
      screen.getByRole('button', { name: /Use cart\.shop\.example\.com/ }),
    );
    expect(await host()).toHaveValue('cart.shop.example.com');
    expect(
      await screen.findByText('cart.shop.example.com can be used in eu-1.'),
    ).toBeInTheDocument();
  });

  it('blocks Next while the host is taken', async () => {
    api.validations['shop.example.com'] = {
      ...nothingFound,
      findings: [taken],
    };
    await render({ ...FORM, host: 'shop.example.com' });
    await screen.findByText(taken.cause);
    await next();
    await screen.findAllByText(`${taken.cause} ${taken.fix}`, { exact: false });
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('refuses a host outside of the zones without asking the cluster', async () => {
    await render({ ...FORM, host: 'cart.example.org' });
    expect(
      await screen.findByText(
        /Host cart\.example\.org is outside every zone.*Use a host in shop\.example\.com/,
      ),
    ).toBeInTheDocument();
    expect(api.validated).toEqual([]);
    await next();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('says what is no host', async () => {
    await render({ ...FORM, host: 'https://cart' });
    expect(
      await screen.findByText(/give the bare host name/),
    ).toBeInTheDocument();
  });

  it('does not ask at every key', async () => {
    await render({ ...FORM, host: 'a' });
    const field = await host();
    await userEvent.clear(field);
    await userEvent.type(field, 'basket.shop.example.com');
    await screen.findByText('basket.shop.example.com can be used in eu-1.');
    const hosts = api.validated.map(({ input }) => input.host);
    expect(hosts.at(-1)).toBe('basket.shop.example.com');
    expect(hosts.length).toBeLessThan(5);
  });
});

describe('IstioHostField, while the proposal is on its way', () => {
  /** The zones come when the test lets them. */
  function lateZones(): () => Promise<void> {
    let open: () => void = () => {};
    api.zones = new Promise(resolve => {
      open = () => resolve([shopZone]);
    });
    return () => act(async () => open());
  }

  it('takes nothing typed before the proposal stands there', async () => {
    const zonesCome = lateZones();
    await render(FORM);
    const field = await host();
    await userEvent.type(field, 'x');
    expect(field).toHaveValue('');
    expect(field).toHaveAttribute('readonly');
    await zonesCome();
    await waitFor(() => expect(field).toHaveValue('cart.shop.example.com'));
    await waitFor(() => expect(field).not.toHaveAttribute('readonly'));
    await userEvent.clear(field);
    await userEvent.type(field, 'basket.shop.example.com');
    expect(field).toHaveValue('basket.shop.example.com');
  });

  it('lets nobody wait, and offers beside the field what comes late', async () => {
    const zonesCome = lateZones();
    await render(FORM);
    const field = await host();
    await waitFor(() => expect(field).not.toHaveAttribute('readonly'));
    await userEvent.type(field, 'b');
    await zonesCome();
    await userEvent.type(field, 'asket.shop.example.com');
    expect(field).toHaveValue('basket.shop.example.com');
    await userEvent.clear(field);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Use cart.shop.example.com' }),
    );
    expect(field).toHaveValue('cart.shop.example.com');
  });

  it('does not wait for zones that cannot be read', async () => {
    api.zones = new Error('502 Bad Gateway');
    await render(FORM);
    const field = await host();
    await waitFor(() => expect(field).not.toHaveAttribute('readonly'));
  });
});

describe('IstioHostField, where nobody can judge', () => {
  it('goes on unverified where the cluster could not be asked', async () => {
    api.validations['*'] = {
      findings: [],
      passed: 4,
      unverified: [
        'Nothing was checked in cluster eu-1, the cluster does not answer.',
      ],
    };
    await render({ ...FORM, host: 'cart.shop.example.com' });
    expect(
      await screen.findByText(/Nothing was checked in cluster eu-1/),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Unverified').length).toBeGreaterThan(0);
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('goes on unverified where the backend does not answer', async () => {
    api.validations['*'] = new Error('502 Bad Gateway');
    await render({ ...FORM, host: 'cart.shop.example.com' });
    expect(
      await screen.findByText(/Nothing was checked: 502 Bad Gateway\./),
    ).toBeInTheDocument();
  });

  it('names the permission that the user lacks', async () => {
    api.zones = forbidden('denied by policy');
    await render({ ...FORM, host: 'cart.shop.example.com' });
    expect(
      await screen.findByText(
        /Missing permission: istio\.mesh\.read \(denied by policy\)/,
      ),
    ).toBeInTheDocument();
  });

  it('waits for the service', async () => {
    await render({ host: 'cart.shop.example.com' });
    expect(
      await screen.findByText(/Choose the service first/),
    ).toBeInTheDocument();
  });

  it('shows warnings and lets Next pass', async () => {
    const cause = 'ClusterIssuer mesh-ca is not ready.';
    api.validations['*'] = {
      ...nothingFound,
      findings: [
        {
          code: 'MW-ISSUER',
          severity: 'warning',
          cause,
          fix: 'Ask its owner.',
        },
      ],
    };
    await render(FORM);
    expect(await screen.findByText(cause)).toBeInTheDocument();
    expect(screen.getByText('Ask its owner.')).toBeInTheDocument();
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });
});
