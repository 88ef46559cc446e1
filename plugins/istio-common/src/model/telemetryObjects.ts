import type { ObjectBase } from './objectMeta';

/** A Telemetry. @public */
export interface TelemetryObject extends ObjectBase<'telemetry'> {}

/** A WasmPlugin. @public */
export interface WasmPluginObject extends ObjectBase<'wasmplugin'> {}
