/**
 * Scaffolder actions that turn an intent into reviewed Istio and cert-manager
 * definitions.
 *
 * @packageDocumentation
 */
export { scaffolderModuleIstio as default } from './module';
export { schemaSourceServiceRef } from './schema/schemaSourceServiceRef';
export type {
  SchemaProblem,
  SchemaSource,
  SchemaTarget,
  SchemaVerdict,
} from './schema/SchemaSource';
