import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  GRAFANA_DASHBOARD_UIDS,
  GRAFANA_DASHBOARDS,
  type GrafanaTarget,
} from '@meshwright/backstage-plugin-istio-common';
import { readUrl } from './readUrl';

const KEY = 'istio.grafana';

/** As Grafana allows them. */
const UID = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * The Grafana of one cluster: its own `grafana` over `istio.grafana`, key by
 * key. Absent when neither names an address.
 *
 * @param where - key of the cluster's own, for messages
 */
export function readGrafana(
  config: Config,
  cluster?: { own: Config; where: string },
): GrafanaTarget | undefined {
  const own = cluster?.own.getOptionalConfig('grafana');
  // What is the cluster's own comes last and wins.
  const layers = [
    { where: KEY, layer: config.getOptionalConfig(KEY) },
    { where: `${cluster?.where}.grafana`, layer: own },
  ].map(({ where, layer }) => (layer ? readLayer(layer, where) : {}));
  const { url, datasource } = Object.assign({}, ...layers);
  if (url === undefined) {
    if (!own) return undefined;
    throw new InputError(
      `${cluster?.where}.grafana: set url, or ${KEY}.url for all clusters`,
    );
  }
  const uids = layers.flatMap(layer => layer.dashboards ?? []);
  const dashboards = Object.entries({
    ...GRAFANA_DASHBOARD_UIDS,
    ...Object.fromEntries(uids),
  }).filter(([, uid]) => uid !== undefined);
  return {
    url,
    ...(datasource !== undefined && { datasource }),
    dashboards: Object.fromEntries(dashboards),
  };
}

interface GrafanaLayer {
  url?: string;
  datasource?: string;
  /** Without a uid where there is to be no link. */
  dashboards?: Array<[string, string | undefined]>;
}

function readLayer(config: Config, where: string): GrafanaLayer {
  const url = config.getOptionalString('url');
  const datasource = config.getOptionalString('datasource');
  const dashboards = config.getOptionalConfig('dashboards');
  return {
    ...(url !== undefined && { url: readUrl(url, `${where}.url`) }),
    ...(datasource !== undefined && { datasource }),
    ...(dashboards && {
      dashboards: dashboards
        .keys()
        .map(name => readDashboard(dashboards, name, `${where}.dashboards`)),
    }),
  };
}

function readDashboard(
  config: Config,
  name: string,
  where: string,
): [string, string | undefined] {
  if (!GRAFANA_DASHBOARDS.some(known => known === name)) {
    throw new InputError(
      `${where}: '${name}' is no dashboard; use ${GRAFANA_DASHBOARDS.join(
        ', ',
      )}`,
    );
  }
  const uid = config.getOptional(name);
  if (uid === false) return [name, undefined];
  if (typeof uid === 'string' && UID.test(uid)) return [name, uid];
  throw new InputError(
    `${where}.${name} is no uid; write it as it stands in the dashboard's address after /d/, or false for no link`,
  );
}
