import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  clusterIn,
  FakeIstioApi,
  forbidden,
  statusOf,
} from '../__testUtils__/FakeIstioApi';
import { renderForm, targetStep } from '../__testUtils__/renderForm';

const CART = { entityRef: 'component:default/cart' };
const target = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: 'cart',
  port: 8080,
};

const input = (name: string) => screen.findByLabelText(new RegExp(`^${name}`));
const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

let api: FakeIstioApi;
const render = (formData: Parameters<typeof renderForm>[2]) =>
  renderForm(api, [targetStep], formData);

beforeEach(() => {
  api = new FakeIstioApi();
});

describe('IstioServiceTarget', () => {
  it('fills in the service of the entity, and lets Next pass', async () => {
    await render(CART);
    await waitFor(async () =>
      expect(await input('Service')).toHaveValue('cart'),
    );
    expect(await input('Namespace')).toHaveValue('shop');
    expect(await input('Port')).toHaveValue('8080');
    expect(
      await screen.findByText(
        /Filled in from the workloads of component:default\/cart/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/live data of eu-1/)).toBeInTheDocument();
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('keeps what a deep link chose', async () => {
    await render({
      ...CART,
      target: { ...target, service: 'catalog-api', port: 80 },
    });
    expect(await input('Service')).toHaveValue('catalog-api');
    await screen.findByText(/live data of eu-1/);
    expect(await input('Service')).toHaveValue('catalog-api');
  });

  it('offers the services of the namespace and takes the likely port', async () => {
    await render({ target: { cluster: 'eu-1', namespace: 'shop' } });
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await input('Service'));
    const list = await screen.findByRole('listbox');
    expect(
      within(list)
        .getAllByRole('option')
        .map(o => o.textContent),
    ).toEqual(['cart', 'catalog-api']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(await input('Service')).toHaveValue('cart');
    expect(await input('Port')).toHaveValue('8080');
  });

  it('says which state each cluster is in', async () => {
    await render({});
    await userEvent.click(
      await screen.findByRole('button', { name: /Cluster/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(o => o.textContent),
    ).toEqual(['eu-1 · Live', 'ap-1 · Unreachable']);
  });

  it.each([
    [
      'a namespace that does not exist',
      { ...target, namespace: 'shops' },
      'Namespace shops does not exist in eu-1; choose one of shop, payments.',
    ],
    [
      'a service that does not exist',
      { ...target, service: 'basket' },
      'Service shop/basket does not exist in eu-1; choose one of cart, catalog-api.',
    ],
    [
      'a port that the service lacks',
      { ...target, port: 80 },
      'Service shop/cart in eu-1 has no port 80; choose one of 9090 (metrics), 8080 (http).',
    ],
    [
      'a cluster that is not known',
      { ...target, cluster: 'eu-9' },
      'Cluster eu-9 is not known; choose one of eu-1, ap-1.',
    ],
  ])('blocks Next for %s, with the way out', async (_, wrong, sentence) => {
    await render({ target: wrong });
    await screen.findByRole('group', { name: 'Its service' });
    await next();
    expect(
      (await screen.findAllByText(new RegExp(escape(sentence)))).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('asks for every part before Next', async () => {
    await render({ target: { cluster: 'eu-1', namespace: 'shop' } });
    await screen.findByText(/live data of eu-1/);
    await next();
    expect(await input('Service')).toBeInvalid();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});

describe('IstioServiceTarget, and what is no name', () => {
  it('keeps what is typed as port and is none, and says so', async () => {
    api.clusters = new Error('502 Bad Gateway');
    await render({ target: { ...target, port: 0 } });
    await screen.findByText(/backend did not answer/);
    await userEvent.type(await input('Port'), '99999x7');
    expect(await input('Port')).toHaveValue('99999x7');
    expect(screen.getByText(/"99999x7" is no port/)).toBeVisible();
    await next();
    expect(
      (await screen.findAllByText(/"99999x7" is no port/)).length,
    ).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await userEvent.clear(await input('Port'));
    await userEvent.type(await input('Port'), '8080');
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('says what is wrong at the input, and no more than once around the field', async () => {
    await render({ target: { ...target, service: 'basket' } });
    await screen.findByText(/shop\/basket does not exist/);
    await next();
    // At the input, at the field, and in the list of the form.
    await waitFor(() =>
      expect(screen.getAllByText(/shop\/basket does not exist/)).toHaveLength(
        3,
      ),
    );
  });
});

describe('IstioServiceTarget, where data is missing', () => {
  it('takes typed names where the cluster does not answer, and says so', async () => {
    await render({
      target: { ...target, cluster: 'ap-1', service: 'loyalty' },
    });
    expect(
      await screen.findByText(
        /ap-1 does not answer \(connect ECONNREFUSED\).*they stay unverified/,
      ),
    ).toBeInTheDocument();
    await next();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('falls back to the annotations where no cluster knows the entity', async () => {
    api.status = new Error('connect ECONNREFUSED');
    await render(CART);
    await waitFor(async () =>
      expect(await input('Namespace')).toHaveValue('shop'),
    );
    expect(await screen.findByText(/ap-1 does not answer/)).toBeInTheDocument();
  });

  it('names the right that the reader of a cluster lacks', async () => {
    api.clusters = [clusterIn('eu-1', 'forbidden')];
    await render({ target });
    expect(
      await screen.findByText(
        /Missing right: list and watch services, namespaces/,
      ),
    ).toBeInTheDocument();
  });

  it('names the permission that the user lacks', async () => {
    api.clusters = forbidden('denied');
    await render({ target });
    expect(
      await screen.findByText(/Missing permission: istio\.mesh\.read/),
    ).toBeInTheDocument();
  });

  it('takes typed names where the backend does not answer', async () => {
    api.clusters = new Error('502 Bad Gateway');
    await render({});
    expect(
      await screen.findByText(/backend did not answer \(502 Bad Gateway\)/),
    ).toBeInTheDocument();
    await userEvent.type(await input('Cluster'), 'eu-1');
    expect(await input('Cluster')).toHaveValue('eu-1');
  });

  it('says that values are the last known ones', async () => {
    api.clusters = [clusterIn('eu-1', 'stale')];
    await render({ target });
    expect(
      await screen.findByText(/last known ones of eu-1/),
    ).toBeInTheDocument();
  });

  it('asks for the annotation that an entity lacks, and blocks Next', async () => {
    api.status = statusOf('component:default/gift-cards', {
      state: 'no-annotation',
    });
    await render({ entityRef: 'component:default/gift-cards', target });
    expect(
      await screen.findByText(/backstage\.io\/kubernetes-id: gift-cards/),
    ).toBeInTheDocument();
    await next();
    expect(
      (
        await screen.findAllByText(
          /gift-cards does not say which workload it is/,
        )
      ).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('shows what comes near when nothing matches', async () => {
    api.status = statusOf('component:default/search', {
      state: 'no-workload',
      selection: {
        selector: 'app=search',
        clusters: [],
        nearest: {
          cluster: 'eu-1',
          ref: {
            group: 'apps',
            kind: 'Deployment',
            namespace: 'shop',
            name: 'search-api',
          },
          selector: 'app=search-api',
        },
      },
    });
    await render({ entityRef: 'component:default/search' });
    expect(
      await screen.findByText(
        /Nothing matches app=search\. Near it is Deployment shop\/search-api in eu-1/,
      ),
    ).toBeInTheDocument();
  });
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
