/**
 * Translation reference of the Istio frontend plugin.
 *
 * @packageDocumentation
 */
export { istioTranslationRef } from './istioTranslationRef';
export { istioFormTranslationRef } from './istioFormTranslationRef';
