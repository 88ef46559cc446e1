import { cluster } from '../../../dev/build/clusters';
import { ref } from '../../../dev/build/refs';
import { workload } from '../../../dev/build/workloads';
import { workloadDashboards } from './dashboardLinks';

const cart = workload('eu-1', ref('Deployment', 'shop/cart'), 2, {
  services: [
    { name: 'cart', ports: [] },
    { name: 'cart-admin', ports: [] },
  ],
});

const names = (...args: Parameters<typeof workloadDashboards>) =>
  workloadDashboards(...args).map(
    ({ dashboard, name }) => `${dashboard} ${name}`,
  );

describe('workloadDashboards', () => {
  it('are those of the workload and of each Service, in its own cluster', () => {
    const links = workloadDashboards(cart, [cluster('eu-2'), cluster('eu-1')]);
    expect(links.map(({ name }) => name)).toEqual([
      'cart',
      'cart',
      'cart-admin',
    ]);
    expect(links[0].href).toContain('var-datasource=Prometheus+eu-1');
  });

  it('are fewer where a dashboard is not provisioned', () => {
    const known = cluster('eu-1');
    const grafana = known.grafana && {
      ...known.grafana,
      dashboards: { workload: 'abc' },
    };
    expect(names(cart, [{ ...known, grafana }])).toEqual(['workload cart']);
  });

  it.each([
    ['no Grafana', cart, [cluster('eu-1', { grafana: undefined })]],
    ['an unknown cluster', cart, []],
    [
      'no proxy',
      {
        ...cart,
        dataPlane: { ...cart.dataPlane, mode: 'none' as const },
      },
      [cluster('eu-1')],
    ],
  ])('are none with %s', (_, of, clusters) => {
    expect(names(of, clusters)).toEqual([]);
  });
});
