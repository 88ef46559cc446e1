/**
 * The Istio plugin for the legacy frontend system: the same components, wrapped
 * as extensions of a `createPlugin` plugin.
 *
 * @packageDocumentation
 */
export {
  EntityMeshCard,
  EntityMeshContent,
  IstioHostFieldExtension,
  IstioMeshPage,
  IstioServiceTargetFieldExtension,
  istioPlugin,
} from './plugin';
export type { ServiceTarget } from '../formFields/IstioServiceTarget/ServiceTarget';
