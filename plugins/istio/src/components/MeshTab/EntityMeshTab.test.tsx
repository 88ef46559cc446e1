import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MockIstioApi } from '../../../dev/MockIstioApi';
import { renderForEntity } from '../../../dev/renderForEntity';
import { SCENARIOS } from '../../../dev/scenarios/scenarios';
import { EntityMeshTab } from './EntityMeshTab';

function open(name: string, view: string, api?: MockIstioApi) {
  return renderForEntity(<EntityMeshTab />, name, {
    api,
    path: `/catalog/default/component/${name}/mesh/${view}`,
  });
}

describe('EntityMeshTab', () => {
  it('starts with the workloads, the worst one first and open', async () => {
    open('checkout', '');
    expect(
      await screen.findByRole('heading', { name: 'Workloads (5)' }),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Workloads' });
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('eu-2');
    expect(first).toHaveTextContent('1 of 3');
    expect(first).toHaveTextContent('actual 1-29-4 ×2, 1-30-3 ×1');
    expect(screen.getByText('checkout-7d9f5c-k2xwp')).toBeVisible();
    expect(screen.getByText(/before tag prod moved from 1-29-4/)).toBeVisible();
  });

  it('leads to the dashboards of the open workload, where there is a Grafana', async () => {
    open('checkout', 'workloads');
    const links = await screen.findByRole('region', { name: 'Grafana' });
    expect(
      within(links).getByRole('link', { name: /^Workload checkout/ }),
    ).toHaveAttribute(
      'href',
      'https://grafana.example.com/d/fe06a478395b51cc61c8d7d7e83e2f22?var-datasource=Prometheus+eu-2&var-namespace=shop&var-workload=checkout',
    );
    expect(
      within(links).getByRole('link', { name: /^Service checkout/ }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('var-service=checkout.shop.svc.cluster.local'),
    );
  });

  it('says nothing of Grafana where there is none', async () => {
    open('shipping', 'workloads?open=us-2/shop/shipping');
    expect(await screen.findAllByText(/^shipping-7d9f5c/)).toHaveLength(2);
    expect(screen.queryByText('Grafana')).not.toBeInTheDocument();
  });

  it('counts on each view what asks for attention', async () => {
    open('checkout', 'workloads');
    const nav = await screen.findByRole('navigation', { name: 'Views' });
    expect(nav).toHaveTextContent(
      'Workloads1Security4Certificates2Routing2Changes2',
    );
    expect(
      within(nav).getByRole('link', { name: /Workloads/ }),
    ).toHaveAttribute('aria-current', 'page');
  });

  it('filters by cluster', async () => {
    open('checkout', 'workloads');
    await userEvent.selectOptions(
      await screen.findByLabelText('Cluster'),
      'us-1',
    );
    expect(
      await screen.findByRole('heading', { name: 'Workloads (1)' }),
    ).toBeVisible();
    expect(screen.getByText('1 of 5')).toBeVisible();
  });

  it('names the policy that decides and strikes the others through', async () => {
    open('checkout', 'security?cluster=eu-2');
    const table = await screen.findByRole('table', { name: 'Security' });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('Permissive');
    const struck = within(row)
      .getAllByText('shop/checkout-strict')
      .map(element => element.tagName);
    expect(struck).toEqual(['DEL']);
    expect(row).toHaveTextContent('Yes, breaks 1');
    expect(row).toHaveTextContent('batch/invoice-export');
  });

  it('explains a port in a drawer that stands in the URL', async () => {
    open('checkout', 'security?drawer=eu-2/shop/checkout:8080');
    const drawer = await screen.findByRole('dialog', {
      name: 'Port 8080, inbound mTLS',
    });
    const considered = within(drawer).getByRole('list');
    expect(within(considered).getAllByRole('listitem')).toHaveLength(4);
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('opens the broken link of a certificate with cause and fix', async () => {
    open('checkout', 'certificates');
    expect(
      await screen.findByRole('heading', {
        name: /Route 53 refused the TXT record/,
      }),
    ).toBeVisible();
    const chain = screen.getByRole('list', {
      name: 'From host to certificate',
    });
    expect(within(chain).getAllByRole('listitem')).toHaveLength(7);
    expect(screen.getByText('Same cause in eu-2')).toBeVisible();
    expect(screen.getByRole('img', { name: /31 % left/ })).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Propose DNS solver fix' }),
    ).toBeVisible();
  });

  it('shows the way from host to workload', async () => {
    open('checkout', 'routing');
    const table = await screen.findByRole('table', { name: 'Routing' });
    expect(
      within(table).getByRole('link', { name: /https:\/\/shop.example.com/ }),
    ).toHaveAttribute('href', 'https://shop.example.com/');
    expect(table).toHaveTextContent('2 of 2 gateway pods ready');
    expect(table).toHaveTextContent('Shadowed');
  });

  it('shows findings and how far each change came', async () => {
    open('checkout', 'changes');
    expect(await screen.findByText('IST0130')).toBeVisible();
    expect(screen.getByText('1 muted')).toBeVisible();
    expect(screen.getByRole('link', { name: /#42/ })).toHaveAttribute(
      'href',
      'https://git.example.com/platform/gitops/pulls/42',
    );
    expect(screen.getAllByText('Awaits review')[0]).toBeVisible();
    expect(screen.getByText(/yet without effect in eu-2/)).toBeVisible();
  });

  it.each([
    ['gift-cards', /does not say which workload it is/],
    ['search', 'The selector matches no pod:'],
    ['reports', '4 pods run without a proxy.'],
    ['payments', 'Counts and states are withheld.'],
    ['ledger', /Your account may not read/],
    ['returns', /The Istio backend is starting/],
    ['invoices', /Waiting for eu-2/],
    ['loyalty', 'Values below are the last known ones.'],
    ['shipping', /Nothing has come from us-2 since/],
    ['newsletter', /is not served there/],
  ])('says of %s what is missing, as the card does', async (name, text) => {
    open(name, 'workloads');
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('names the missing cluster and marks every count', async () => {
    open('catalog-api', 'workloads');
    expect(await screen.findByText(/ap-1 is missing/)).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Workloads (≥ 7)' }),
    ).toBeVisible();
    expect(screen.getByText('≥ 64 pods')).toBeVisible();
  });

  it('shows mode, waypoint and the words of the registry', async () => {
    open('recommend', 'workloads');
    const table = await screen.findByRole('table', { name: 'Workloads' });
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Waypoint missing');
    expect(first).toHaveTextContent('Pull blocked');
    const images = within(screen.getByRole('region', { name: 'Images' }));
    expect(images.getByText(/412 Precondition Failed/)).toBeVisible();
    expect(
      images.getByText(/refuses the image by its vulnerability/),
    ).toBeVisible();
    // It was not read, which is not the same as open.
    expect(
      within(screen.getByRole('region', { name: 'NetworkPolicies' })).getByText(
        'Not known',
      ),
    ).toBeVisible();
  });

  it('shows beside mTLS who may call, with which token, through which network', async () => {
    open('checkout', 'security?access=eu-2/shop/checkout');
    const drawer = await screen.findByRole('dialog', {
      name: 'Authorization and network',
    });
    const network = within(
      within(drawer).getByRole('region', { name: 'NetworkPolicies' }),
    );
    expect(network.getByText('Default deny')).toBeVisible();
    expect(network.getByText('Metrics 15020')).toBeVisible();
    expect(
      network.getByRole('button', { name: 'Allow the metrics' }),
    ).toBeVisible();
  });

  it('shows what a secret holds where it may be read', async () => {
    open('checkout', 'certificates?host=checkout.internal.example.com');
    expect(
      await screen.findByText('tls.key does not belong to tls.crt.'),
    ).toBeVisible();
    expect(screen.getByText('Clients are verified against')).toBeVisible();
  });

  it('follows a call to a host outside down to the broken link', async () => {
    open('checkout', 'routing?open=egress/eu-1/api.pay.example.net');
    const chain = await screen.findByRole('list', {
      name: 'From client to host',
    });
    expect(chain).toHaveTextContent('istio-egress/pay-client');
    expect(
      screen.getByRole('button', { name: 'Move the certificate' }),
    ).toBeVisible();
    expect(screen.getByText('Checked, not required')).toBeVisible();
  });

  it('leads from an entity without host to the template', async () => {
    open('wishlist', 'routing');
    expect(
      await screen.findByRole('link', { name: 'Expose wishlist at a host' }),
    ).toBeVisible();
  });

  it('reads every cluster again on demand', async () => {
    const api = new MockIstioApi(SCENARIOS);
    open('cart', 'workloads', api);
    await screen.findByText('8 pods');
    await userEvent.click(
      screen.getByRole('button', { name: 'Read again now' }),
    );
    expect(api.refreshed).toEqual(['eu-1', 'eu-2']);
  });
});
