/* eslint-disable no-script-url */
import fc from 'fast-check';
import { dashboardHref, type DashboardSubject } from './dashboardHref';
import { GRAFANA_DASHBOARD_UIDS } from './dashboardUids';
import type { GrafanaTarget } from './GrafanaTarget';

const target: GrafanaTarget = {
  url: 'https://grafana.example.com/mesh',
  dashboards: GRAFANA_DASHBOARD_UIDS,
};
const cart: DashboardSubject = {
  dashboard: 'workload',
  namespace: 'shop',
  name: 'cart',
};

describe('dashboardHref', () => {
  it.each<[DashboardSubject, string]>([
    [
      cart,
      'https://grafana.example.com/mesh/d/fe06a478395b51cc61c8d7d7e83e2f22?var-namespace=shop&var-workload=cart',
    ],
    [
      { dashboard: 'service', namespace: 'shop', name: 'cart' },
      'https://grafana.example.com/mesh/d/3ce50c812b834468cea4e52a35e02f35?var-service=cart.shop.svc.cluster.local',
    ],
    [
      { dashboard: 'mesh' },
      'https://grafana.example.com/mesh/d/1a9a8ea49444aae205c7737573e894f9',
    ],
    [
      { dashboard: 'control-plane' },
      'https://grafana.example.com/mesh/d/1813f692a8e4ac77155348d4c7d2fba8',
    ],
  ])('fills in the variables of %j', (subject, expected) => {
    expect(dashboardHref(target, subject)).toBe(expected);
  });

  it('names the data source of the cluster', () => {
    const url = new URL(
      dashboardHref({ ...target, datasource: 'Prometheus eu-1' }, cart) ?? '',
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'var-datasource': 'Prometheus eu-1',
      'var-namespace': 'shop',
      'var-workload': 'cart',
    });
  });

  it('takes an address that ends in a slash', () => {
    expect(
      dashboardHref(
        { ...target, url: 'http://grafana:3000/' },
        { dashboard: 'mesh' },
      ),
    ).toBe('http://grafana:3000/d/1a9a8ea49444aae205c7737573e894f9');
  });

  it('leads nowhere without a uid', () => {
    expect(dashboardHref({ ...target, dashboards: {} }, cart)).toBeUndefined();
  });

  it.each([
    'javascript:alert(1)//',
    'data:text/html,x',
    '//grafana.example.com',
    'grafana.example.com',
    'https://grafana.example.com/?orgId=1',
    'https://grafana.example.com/#',
    'https://',
    '',
  ])('makes no link of the address %p', url => {
    expect(dashboardHref({ ...target, url }, cart)).toBeUndefined();
  });

  it.each(['', '../api', 'a b', 'x'.repeat(41)])(
    'makes no link of the uid %p',
    uid => {
      expect(
        dashboardHref({ ...target, dashboards: { workload: uid } }, cart),
      ).toBeUndefined();
    },
  );

  it('carries any name whole, and nothing beside it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (namespace, name) => {
          const href = dashboardHref(target, { ...cart, namespace, name });
          const url = new URL(href ?? '');
          expect(url.origin).toBe('https://grafana.example.com');
          expect([...url.searchParams]).toEqual([
            ['var-namespace', namespace],
            ['var-workload', name],
          ]);
        },
      ),
    );
  });
});
