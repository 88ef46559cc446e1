import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useLocation } from 'react-router-dom';
import { FLEET_SCENARIOS } from '../../../dev/fleet/fleetScenarios';
import { MockIstioApi } from '../../../dev/MockIstioApi';
import { NOW } from '../../../dev/moment';
import { SCENARIOS } from '../../../dev/scenarios/scenarios';
import { istioApiRef } from '../../api/IstioApi';
import { clockApiRef } from '../../clock/clockApiRef';
import { FleetPage } from './FleetPage';

function Address() {
  const { pathname, search } = useLocation();
  return (
    <div data-testid="address">
      {decodeURIComponent(`${pathname}${search}`)}
    </div>
  );
}

function open(path: string, scenario: string = 'partial') {
  const fleet = FLEET_SCENARIOS.find(({ name }) => name === scenario);
  if (!fleet) throw new Error(`No scenario ${scenario}`);
  const api = new MockIstioApi(SCENARIOS, () => fleet);
  renderInTestApp(
    <>
      <FleetPage />
      <Address />
    </>,
    {
      apis: [
        [istioApiRef, api],
        [clockApiRef, { now: () => NOW }],
      ],
      mountPath: '/istio/*',
      initialRouteEntries: [`/istio/${path}`],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name':
          convertLegacyRouteRef(entityRouteRef),
      },
    },
  );
  return api;
}

const address = () => screen.getByTestId('address').textContent;
const lastAsked = (api: MockIstioApi, kind: string) =>
  api.fleetQueries.filter(asked => asked.kind === kind).at(-1)?.query;

describe('overview', () => {
  it('starts there, and marks numbers that a missing cluster could raise', async () => {
    open('');
    const tiles = await screen.findByRole('list', {
      name: 'The mesh in numbers',
    });
    expect(within(tiles).getAllByRole('listitem')).toHaveLength(10);
    expect(tiles).toHaveTextContent('Pods out of date≥ 27');
    // That a cluster is silent is known, not estimated.
    expect(tiles).toHaveTextContent('Unreachable clusters1');
    expect(screen.getByText(/ap-1 is missing/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: /7 of 8 clusters/ }),
    ).toBeVisible();
  });

  it('writes exact numbers when every cluster answers', async () => {
    open('overview', 'live');
    const tiles = await screen.findByRole('list', {
      name: 'The mesh in numbers',
    });
    expect(tiles).toHaveTextContent('Pods out of date27');
    expect(tiles).not.toHaveTextContent('≥');
  });

  it('leads from a tile to exactly the rows that it counts', async () => {
    const api = open('overview');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Pulls blocked' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Workloads (≥ 1)' }),
    ).toBeVisible();
    expect(lastAsked(api, 'workloads')?.state).toEqual(['pull-blocked']);
  });
});

describe('lists', () => {
  it('ask the backend for what the address says, and nothing more', async () => {
    const api = open(
      'workloads?cluster=eu-2&tone=error,warning&q=check&sort=name',
    );
    expect(
      await screen.findByRole('heading', { name: 'Workloads (≥ 1)' }),
    ).toBeVisible();
    expect(lastAsked(api, 'workloads')).toEqual({
      cluster: ['eu-2'],
      tone: ['warning', 'error'],
      q: 'check',
      sort: 'name',
      limit: 50,
      owner: undefined,
    });
  });

  it('keep a chosen filter in the address, and give it up again', async () => {
    const api = open('workloads');
    await screen.findByRole('heading', { name: 'Workloads (≥ 16)' });
    await userEvent.selectOptions(screen.getByLabelText('Cluster'), 'us-1');
    expect(
      await screen.findByRole('heading', { name: 'Workloads (≥ 2)' }),
    ).toBeVisible();
    expect(address()).toBe('/istio/workloads?cluster=us-1');
    await userEvent.type(screen.getByLabelText('Search'), 'nobody');
    expect(await screen.findByText('No row fits these filters.')).toBeVisible();
    expect(lastAsked(api, 'workloads')?.q).toBe('nobody');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Workloads (≥ 16)' }),
    ).toBeVisible();
    expect(address()).toBe('/istio/workloads');
  });

  it('ask for what is mine by the groups of the reader', async () => {
    const api = open('workloads?owner=mine');
    await screen.findByRole('heading', { name: /^Workloads/ });
    expect(lastAsked(api, 'workloads')?.owner).not.toContain('mine');
  });

  it('page by cursor, both ways, and a filter leads back to the first page', async () => {
    const api = open('workloads', 'many');
    expect(await screen.findByText('Rows 1 to 50 of 120')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Rows 51 to 100 of 120')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Rows 101 to 120 of 120')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Previous' }));
    expect(await screen.findByText('Rows 51 to 100 of 120')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Order'), 'name');
    expect(await screen.findByText('Rows 1 to 50 of 120')).toBeVisible();
    expect(lastAsked(api, 'workloads')?.cursor).toBeUndefined();
  });

  it('count muted findings, and show them when asked', async () => {
    open('findings');
    expect(
      await screen.findByRole('heading', { name: 'Findings (≥ 2)' }),
    ).toBeVisible();
    await userEvent.click(screen.getByLabelText('1 muted, show'));
    expect(
      await screen.findByRole('heading', { name: 'Findings (≥ 3)' }),
    ).toBeVisible();
    expect(screen.getByText('IST0118')).toBeVisible();
  });
});

describe('a row', () => {
  it('opens by keyboard, stands in the address, closes with Escape', async () => {
    open('workloads?q=recommend');
    const name = (
      await screen.findAllByRole('button', { name: 'recommend' })
    )[0];
    name.focus();
    await userEvent.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'recommend' });
    expect(address()).toContain('row=workloads+eu-1+Deployment+shop/recommend');
    expect(drawer).toContainElement(document.activeElement as HTMLElement);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(address()).toBe('/istio/workloads?q=recommend');
  });

  it('tells of each fact why, which object decides, and the one thing to do', async () => {
    open('workloads?row=workloads eu-1 Deployment shop/recommend');
    const drawer = await screen.findByRole('dialog', { name: 'recommend' });
    const section = (name: string) =>
      within(within(drawer).getByRole('region', { name }));
    const mode = section('Data plane');
    expect(mode.getByText(/ztunnel has them/)).toBeVisible();
    expect(mode.getByText('Decides')).toBeVisible();
    expect(
      mode.getByText('istioctl waypoint apply -n shop --name waypoint'),
    ).toBeVisible();
    expect(section('Revision').getByText('Current')).toBeVisible();
    expect(
      section('Port 8080, inbound mTLS').getByText('Without effect'),
    ).toBeVisible();
    expect(
      section('Authorization').getByText('Everything denied'),
    ).toBeVisible();
    // What cannot be read is said to be unknown.
    expect(section('NetworkPolicies').getByText('Not known')).toBeVisible();
    const images = section('Images');
    expect(images.getByText(/412 Precondition Failed/)).toBeVisible();
    expect(images.getByText('docker.io/istio/proxyv2:1.30.3')).toBeVisible();
    const links = section('Links');
    expect(links.getByRole('link', { name: 'its mesh' })).toHaveAttribute(
      'href',
      '/catalog/default/component/recommend/mesh',
    );
    expect(
      links.getByText('kubectl get -n shop deployment.apps/recommend -o yaml'),
    ).toBeVisible();
  });

  it.each([
    ['security', 'strict-readiness eu-2 namespace shop', 'Onboard batch'],
    [
      'certificates',
      'certificates eu-1 Certificate istio-system/shop-example-com',
      'Propose DNS solver fix',
    ],
    [
      'traffic',
      'egress eu-1 api.pay.example.net:80 shop/pay',
      'Move the certificate',
    ],
    [
      'control-planes',
      'control-planes eu-2 Deployment istio-system/istiod-1-28-6',
      'Plan the upgrade',
    ],
  ])('on %s leads to the template that helps', async (tab, row, step) => {
    open(`${tab}?row=${row}`);
    const drawer = await screen.findByRole('dialog');
    expect(within(drawer).getAllByText('Why')[0]).toBeVisible();
    const button = within(drawer).getByRole('button', { name: step });
    expect(button).toHaveAttribute(
      'href',
      expect.stringContaining('/create/templates/default/'),
    );
  });

  it('leads to the dashboards of the control plane and of the mesh', async () => {
    open(
      'control-planes?row=control-planes eu-1 Deployment istio-system/istiod-1-30-3',
    );
    const drawer = await screen.findByRole('dialog');
    const links = within(drawer).getByRole('region', { name: 'Grafana' });
    expect(
      within(links)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      'https://grafana.example.com/d/1813f692a8e4ac77155348d4c7d2fba8?var-datasource=Prometheus+eu-1',
      'https://grafana.example.com/d/1a9a8ea49444aae205c7737573e894f9?var-datasource=Prometheus+eu-1',
    ]);
  });

  it('that is gone is said to be gone', async () => {
    open('workloads?row=workloads eu-1 Deployment shop/nobody');
    expect(
      await screen.findByText(/The row of this link is not among those below/),
    ).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('states of the data', () => {
  it.each([
    ['loading', /Waiting for the Istio backend/],
    ['forbidden', 'Counts and states are withheld.'],
    ['not-permitted', 'Your account may not read the state of the mesh.'],
    ['failed', /The Istio backend is starting/],
    ['unreachable', 'Values below are the last known ones.'],
    ['stale', /Nothing has come from us-2 since/],
    ['not-installed', /is not served there/],
    ['empty', 'No workload is known in these clusters.'],
    ['no-cluster', 'No workload is known in these clusters.'],
  ])('%s is told in words, once', async (scenario, text) => {
    open('workloads', scenario);
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('no cluster shows no zero that would read as good news', async () => {
    open('overview', 'no-cluster');
    expect(
      await screen.findByText(/List clusters in app-config under/),
    ).toHaveTextContent('istio.clusters');
    expect(
      screen.queryByRole('list', { name: 'The mesh in numbers' }),
    ).toBeNull();
  });
});
