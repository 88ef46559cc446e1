import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { GRAFANA_DASHBOARD_UIDS } from '@meshwright/backstage-plugin-istio-common';
import { readIstioConfig } from './readIstioConfig';

const grafanaOf = (istio: JsonObject, own?: JsonObject) =>
  readIstioConfig(
    new ConfigReader({
      istio: {
        clusters: [
          {
            name: 'eu-1',
            url: 'https://eu-1.example.com',
            ...(own && { grafana: own }),
          },
        ],
        ...istio,
      },
    }),
  ).clusters[0].grafana;

const url = 'https://grafana.example.com';

describe('readGrafana', () => {
  it('links nowhere while nothing is configured', () => {
    expect(grafanaOf({})).toBeUndefined();
  });

  it('takes the dashboards as the observe template provisions them', () => {
    expect(grafanaOf({}, { url: `${url}/` })).toEqual({
      url,
      dashboards: GRAFANA_DASHBOARD_UIDS,
    });
  });

  it('reads one for all clusters, also those of the Kubernetes plugin', () => {
    const { clusters } = readIstioConfig(
      new ConfigReader({
        istio: { grafana: { url } },
        kubernetes: { clusterLocatorMethods: [{ type: 'localKubectlProxy' }] },
      }),
    );
    expect(clusters.map(({ grafana }) => grafana?.url)).toEqual([url]);
  });

  it('lets a cluster say otherwise, key by key', () => {
    expect(
      grafanaOf(
        {
          grafana: {
            url,
            datasource: 'Prometheus',
            dashboards: { workload: 'abc', service: false },
          },
        },
        { datasource: 'eu-1', dashboards: { 'control-plane': 'def' } },
      ),
    ).toEqual({
      url,
      datasource: 'eu-1',
      dashboards: {
        mesh: GRAFANA_DASHBOARD_UIDS.mesh,
        workload: 'abc',
        'control-plane': 'def',
      },
    });
  });

  it.each<[JsonObject, string]>([
    [
      // eslint-disable-next-line no-script-url
      { url: 'javascript:alert(1)' },
      "istio.clusters[0].grafana.url: 'javascript:alert(1)' must begin with https:// or http://",
    ],
    [
      { url: `${url}?orgId=1` },
      'istio.clusters[0].grafana.url: the URL must carry no user, query or fragment',
    ],
    [
      { datasource: 'x' },
      'istio.clusters[0].grafana: set url, or istio.grafana.url for all clusters',
    ],
    [
      { url, dashboards: { pilot: 'x' } },
      "istio.clusters[0].grafana.dashboards: 'pilot' is no dashboard; use mesh, service, workload, control-plane",
    ],
    [
      { url, dashboards: { mesh: '../api' } },
      "istio.clusters[0].grafana.dashboards.mesh is no uid; write it as it stands in the dashboard's address after /d/, or false for no link",
    ],
  ])('refuses %j in one sentence', (own, message) => {
    expect(() => grafanaOf({}, own)).toThrow(message);
  });
});
