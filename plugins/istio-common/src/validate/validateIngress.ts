import type { JsonObject } from '@backstage/types';
import type { ValidationResult } from '../api/validation';
import type { IngressIntent } from '../build/ingress/ingressIntent';
import type { ManifestObject } from '../build/manifest';
import { validateIntent } from './validateIntent';
import type { ValidationContext } from './validationContext';

/**
 * {@link validateIntent} for the intent to expose a Service.
 *
 * @public
 */
export function validateIngress(
  intent: IngressIntent,
  objects: readonly ManifestObject[],
  context: ValidationContext,
): ValidationResult {
  // An intent that its schema made is plain JSON.
  return validateIntent(
    'ingress',
    intent as unknown as JsonObject,
    objects,
    context,
  );
}
