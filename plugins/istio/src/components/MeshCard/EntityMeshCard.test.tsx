import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MockIstioApi } from '../../../dev/MockIstioApi';
import { renderForEntity } from '../../../dev/renderForEntity';
import { SCENARIOS } from '../../../dev/scenarios/scenarios';
import { EntityMeshCard } from './EntityMeshCard';

const FACTS = [
  'Sidecar',
  'Revision',
  'mTLS',
  'Certificates',
  'Config & changes',
];

async function render(name: string, api?: MockIstioApi) {
  renderForEntity(<EntityMeshCard />, name, { api });
  await screen.findByRole('heading', { name: 'Mesh & certificates' });
}

async function rowNames() {
  const rows = within(await screen.findByRole('list')).getAllByRole('link');
  return rows
    .map(row => row.textContent)
    .filter(text => FACTS.includes(text ?? ''));
}

describe('EntityMeshCard', () => {
  it.each(['cart', 'checkout', 'catalog-api', 'shipping', 'loyalty'])(
    'shows the five facts in the same order for %s',
    async name => {
      await render(name);
      expect(await rowNames()).toEqual(FACTS);
    },
  );

  it('has no button in its footer when all is well', async () => {
    await render('cart');
    expect(await screen.findByText('cart · nothing to do')).toBeVisible();
    expect(screen.getAllByText('Healthy')).toHaveLength(2);
    expect(
      screen.queryByRole('button', { name: /propose/i }),
    ).not.toBeInTheDocument();
  });

  it('says where a healthy entity is exposed', async () => {
    await render('cart');
    expect(
      await screen.findByRole('link', { name: /https:\/\/cart\.shop/ }),
    ).toHaveAttribute('href', 'https://cart.shop.example.com');
  });

  it('offers the template when nothing is exposed, though nothing is wrong', async () => {
    await render('wishlist');
    const step = await screen.findByRole('button', {
      name: 'Expose wishlist at a host',
    });
    expect(screen.getByText('Not exposed')).toBeVisible();
    expect(step.getAttribute('href')).toMatch(
      /^\/create\/templates\/default\/expose-service\?formData=%7B%22cluster%22/,
    );
  });

  it('keeps the way to the template in its row while another fact leads', async () => {
    const [wishlist] = SCENARIOS.filter(({ name }) => name === 'wishlist');
    const troubled = structuredClone(wishlist);
    if (troubled.status) troubled.status.leading = 'revision';
    await render('wishlist', new MockIstioApi([troubled]));
    expect(
      await screen.findByRole('link', { name: 'Expose wishlist at a host' }),
    ).toBeVisible();
  });

  it('gives the only button to the leading fact and names its deadline', async () => {
    await render('checkout');
    const step = await screen.findByRole('button', {
      name: 'Propose DNS solver fix',
    });
    expect(step).toHaveAttribute(
      'href',
      expect.stringContaining('/create/templates/default/fix-dns-solver?'),
    );
    expect(screen.getByText(/^Expires (20 Dec|Dec 20)/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Plan restart' }),
    ).not.toBeInTheDocument();
  });

  it('says why on focus', async () => {
    await render('checkout');
    const row = await screen.findByRole('link', { name: 'mTLS' });
    expect(row).toHaveAccessibleDescription(/oldest policy that selects/);
  });

  it('leads every row to its view of the tab', async () => {
    await render('checkout');
    expect(await screen.findByRole('link', { name: 'mTLS' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/mesh/security',
    );
  });

  it('links a pull request only through http or https', async () => {
    const [checkout] = SCENARIOS.filter(({ name }) => name === 'checkout');
    const evil = structuredClone(checkout);
    evil.status?.changes.forEach(change => {
      // eslint-disable-next-line no-script-url
      change.pullRequest.url = 'javascript:alert(1)';
    });
    await render('checkout', new MockIstioApi([evil]));
    expect(await screen.findByText('PR #42')).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /PR #42/ }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['cart', ['cart in eu-1', 'cart in eu-2']],
    // Its clusters are without a Grafana.
    ['shipping', []],
    // Nothing may be told of it.
    ['payments', []],
  ])('leads from the menu of %s to its dashboards', async (name, texts) => {
    await render(name);
    await screen.findByText(
      name === 'payments' ? 'list and watch pods' : 'Config & changes',
    );
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await screen.findByRole('menuitem', { name: 'Open details' });
    const items = screen.queryAllByRole('menuitem', { name: /^Grafana/ });
    expect(items.map(item => item.textContent)).toEqual(
      texts.map(text => expect.stringContaining(text)),
    );
  });

  it('marks numbers that a missing cluster could raise', async () => {
    await render('catalog-api');
    expect(await screen.findByText('≥ 24 of ≥ 64 pods')).toBeVisible();
    expect(screen.getAllByText('≥ 1 error')).toHaveLength(2);
    expect(screen.getByText('7 of 8 clusters')).toBeVisible();
  });

  it('opens the list of clusters and says why one is missing', async () => {
    await render('catalog-api');
    await userEvent.click(await screen.findByText('7 of 8 clusters'));
    const row = screen.getByRole('row', { name: /ap-1/ });
    expect(row).toHaveTextContent('Unreachable since');
    expect(row).toHaveTextContent('TLS handshake timeout');
  });

  it('puts the age before stale values and offers to read again', async () => {
    const api = new MockIstioApi(SCENARIOS);
    await render('shipping', api);
    expect(await screen.findByText('11 min old')).toBeVisible();
    expect(screen.getByText(/Nothing has come from us-2 since/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Read us-2 now' }),
    );
    expect(api.refreshed).toEqual(['us-2']);
  });

  it('says cause and since when of an unreachable cluster, before its last known values', async () => {
    await render('loyalty');
    expect(await screen.findByText(/TLS handshake timeout/)).toBeVisible();
    expect(
      screen.getByText('Values below are the last known ones.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(screen.getByText('loyalty · next try in 50 s')).toBeVisible();
  });

  it('gives the annotation to copy when the entity names no workload', async () => {
    await render('gift-cards');
    expect(
      await screen.findByText(
        /kubernetes-label-selector: app=gift-cards\s+backstage.io\/kubernetes-namespace: shop/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/Deployment shop\/gift-cards/)).toBeVisible();
  });

  it('says what was tried, where, and the nearest miss', async () => {
    await render('search');
    expect(
      await screen.findByText('app=search in namespace shop'),
    ).toBeVisible();
    expect(screen.getByText('0 of 61 pods · 40 s ago')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy selector app=search-api' }),
    ).toBeVisible();
  });

  it('treats not in the mesh as a choice', async () => {
    await render('reports');
    expect(await screen.findByText('Not in mesh')).toBeVisible();
    expect(
      screen.getByText('Namespace reporting: no label istio.io/rev'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Onboard reporting' }),
    ).toBeVisible();
  });

  it('tells a missing product from an error and still shows certificates', async () => {
    await render('newsletter');
    expect(await screen.findByText('Not installed')).toBeVisible();
    expect(screen.getByText('not installed, checked 2 min ago')).toBeVisible();
    expect(screen.getByText('news.example.com')).toBeVisible();
  });

  it('names the missing right and gives no counts', async () => {
    await render('payments');
    expect(await screen.findByText('list and watch pods')).toBeVisible();
    expect(screen.getByText(/resources: \["pods"\]/)).toBeVisible();
    expect(screen.queryByText(/ clusters$/)).not.toBeInTheDocument();
    expect(screen.queryByText(/ago$/)).not.toBeInTheDocument();
  });

  it('tells a refused reader from an unreadable cluster', async () => {
    await render('ledger');
    expect(
      await screen.findByText('istio.mesh.read on component:default/ledger'),
    ).toBeVisible();
  });

  it('offers to try again when the backend does not answer', async () => {
    await render('returns');
    expect(
      await screen.findByText(/The Istio backend is starting/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('shows the labels while loading and names the late cluster', async () => {
    await render('invoices');
    const list = await screen.findByRole('list');
    FACTS.forEach(fact => expect(list).toHaveTextContent(fact));
    expect(
      await screen.findByText('Waiting for eu-2 · eu-1 and us-1 have answered'),
    ).toBeVisible();
  });
});
