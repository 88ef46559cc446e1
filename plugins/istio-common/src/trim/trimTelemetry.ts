import type { TelemetryObject } from '../model/telemetryObjects';
import { type Fields, compact, fields, list, text } from './fields';
import { objectBase } from './objectBase';
import { trimPolicyScope } from './trimPolicyScope';
import type { WatchedResource } from './watchedResources';

/** `disabled` is a boolean, or an object that wraps one. */
function isDisabled({ disabled }: Fields): boolean {
  return disabled === true || fields(disabled).value === true;
}

/** A Telemetry: which proxies it is for, and the providers it names. */
export function trimTelemetry(
  resource: WatchedResource,
  raw: unknown,
): TelemetryObject | undefined {
  const base = objectBase('telemetry', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const providers = list(spec.tracing)
    .flatMap(one => list(fields(one).providers))
    .flatMap(one => text(fields(one).name) ?? []);
  const logsToNobody = list(spec.accessLogging)
    .map(fields)
    .some(log => !isDisabled(log) && list(log.providers).length === 0);
  return compact({
    ...base,
    ...trimPolicyScope(spec),
    selects: spec.selector ? true : undefined,
    logsToNobody: logsToNobody ? true : undefined,
    tracingProviders: providers.length > 0 ? providers : undefined,
  });
}
