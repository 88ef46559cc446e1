import type { BuiltFile } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import { renderDocument } from '../renderManifests';
import { DASHBOARDS, type Dashboards } from './dashboardsField';

// Object.entries widens the keys of a constant.
const NAMES = Object.keys(DASHBOARDS) as Array<keyof typeof DASHBOARDS>;

/**
 * Dashboards as objects of the Grafana operator.
 * Source: grafana.github.io/grafana-operator/docs, GrafanaDashboard.
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

/** Dashboards as values of the chart grafana. @internal */
export function dashboardFiles(settings: Dashboards | undefined): BuiltFile[] {
  if (settings?.by !== 'helm') return [];
  const { datasource, revisions } = settings;
  const values = {
    dashboardProviders: {
      'istio.yaml': {
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
  return [
    {
      path: 'observe/grafana.values.yaml',
      content: renderDocument(values),
      helmValues: true,
    },
  ];
}
