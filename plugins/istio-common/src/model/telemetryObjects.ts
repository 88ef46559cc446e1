import type { ObjectBase } from './objectMeta';
import type { PolicyScope } from './securityObjects';

/** A Telemetry. @public */
export interface TelemetryObject extends ObjectBase<'telemetry'>, PolicyScope {
  /** It has a selector, be it an empty one. */
  readonly selects?: boolean;
  /** An access log is set up without a provider. */
  readonly logsToNobody?: boolean;
  readonly tracingProviders?: readonly string[];
}

/** A WasmPlugin. @public */
export interface WasmPluginObject
  extends ObjectBase<'wasmplugin'>,
    PolicyScope {}
