import type { WasmPluginObject } from '../model/telemetryObjects';
import { fields } from './fields';
import { objectBase } from './objectBase';
import { trimPolicyScope } from './trimPolicyScope';
import type { WatchedResource } from './watchedResources';

/** A WasmPlugin: only which proxies it is for. */
export function trimWasmPlugin(
  resource: WatchedResource,
  raw: unknown,
): WasmPluginObject | undefined {
  const base = objectBase('wasmplugin', resource, raw);
  return base && { ...base, ...trimPolicyScope(fields(fields(raw).spec)) };
}
