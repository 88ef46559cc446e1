/**
 * Shows the state of the Istio mesh and of certificates on catalog entities.
 *
 * @packageDocumentation
 */
export { istioPlugin as default } from './plugin';
export {
  istioApiRef,
  type IstioApi,
  type IstioRequestOptions,
  type IstioValidateOptions,
} from './api/IstioApi';
export { IstioClient } from './api/IstioClient';
