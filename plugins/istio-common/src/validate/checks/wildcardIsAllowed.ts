import { type OfflineCheck, zoneOf } from '../ingressCheck';

/**
 * A wildcard takes every name that nobody claimed yet, other teams' future
 * ones too: only a zone that is reserved to namespaces may have one.
 *
 * @internal
 */
export const wildcardIsAllowed: OfflineCheck = {
  id: 'wildcard-is-allowed',
  title: 'wildcard rule',
  run({ intent, zones }) {
    if (!intent.host.startsWith('*.')) return [];
    const zone = zoneOf(intent, zones);
    if (!zone || zone.namespaces?.length) return [];
    return [
      {
        code: 'MW-HOST-WILDCARD',
        severity: 'error',
        field: 'host',
        cause: `Host ${intent.host} would take every free name of zone ${zone.name}, which all namespaces share.`,
        fix: `Name the host, for example ${intent.name}.${zone.domain}, or ask the platform team for a zone of your own.`,
      },
    ];
  },
};
