import type { BundleObject } from '../model/trustObjects';
import { compact, fields, list, text } from './fields';
import { conditionsOf, objectBase } from './objectBase';
import { trimSelector } from './trimSelector';
import type { WatchedResource } from './watchedResources';

/** A Bundle of trust-manager; its targets have its own name. */
export function trimBundle(
  resource: WatchedResource,
  raw: unknown,
): BundleObject | undefined {
  const base = objectBase('bundle', resource, raw);
  if (!base) return undefined;
  const target = fields(fields(fields(raw).spec).target);
  const synced = conditionsOf(raw).find(({ type }) => type === 'Synced');
  const selector = fields(target.namespaceSelector);
  const selects =
    Object.keys(fields(selector.matchLabels)).length > 0 ||
    list(selector.matchExpressions).length > 0;
  return compact({
    ...base,
    secretKey: text(fields(target.secret).key),
    configMapKey: text(fields(target.configMap).key),
    namespaces: selects ? trimSelector(selector) : undefined,
    synced: synced ? synced.status === 'True' : undefined,
    message: synced?.status === 'False' ? synced.message : undefined,
  });
}
