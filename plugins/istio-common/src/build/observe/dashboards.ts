import { GRAFANA_DASHBOARD_UIDS } from '../../grafana/dashboardUids';
import type { BuiltFile } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import { valuesText } from '../install/notedValues';
import { DASHBOARDS, type Dashboards } from './dashboardsField';

// Object.entries widens the keys of a constant.
const NAMES = Object.keys(DASHBOARDS) as Array<keyof typeof DASHBOARDS>;

/**
 * Dashboards as objects of the Grafana operator, under uids that are known: the
 * files of service and workload bring none, and links would lead nowhere.
 * Source: grafana/grafana-operator api/v1beta1/grafanadashboard_types.go,
 * content.go (`uid` overrides that of the model, and cannot be set later).
 *
 * @internal
 */
export function dashboardObjects(
  settings: Dashboards | undefined,
): ManifestObject[] {
  if (settings?.by !== 'operator') return [];
  const { namespace, instanceLabels, datasource, revisions } = settings;
  return NAMES.map(name => ({
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDashboard',
    metadata: { name: `istio-${name}`, namespace },
    spec: {
      uid: GRAFANA_DASHBOARD_UIDS[name],
      folder: 'Istio',
      instanceSelector: { matchLabels: { ...instanceLabels } },
      allowCrossNamespaceImport: true,
      grafanaCom: {
        id: DASHBOARDS[name],
        ...(revisions[name] && { revision: revisions[name] }),
      },
      datasources: [{ inputName: 'DS_PROMETHEUS', datasourceName: datasource }],
    },
  }));
}

/**
 * Dashboards as values of the chart grafana.
 * Source: grafana/helm-charts charts/grafana/templates/_config.tpl, which fails
 * where no file of providers is named `dashboardproviders.yaml`.
 *
 * @internal
 */
export function dashboardFiles(settings: Dashboards | undefined): BuiltFile[] {
  if (settings?.by !== 'helm') return [];
  const { datasource, revisions } = settings;
  const values = {
    dashboardProviders: {
      'dashboardproviders.yaml': {
        apiVersion: 1,
        providers: [
          {
            name: 'istio',
            folder: 'Istio',
            type: 'file',
            disableDeletion: true,
            options: { path: '/var/lib/grafana/dashboards/istio' },
          },
        ],
      },
    },
    dashboards: {
      istio: Object.fromEntries(
        NAMES.map(name => [
          `istio-${name}`,
          { gnetId: DASHBOARDS[name], revision: revisions[name], datasource },
        ]),
      ),
    },
  };
  return [valuesText('observe/grafana.values.yaml', { values })];
}
