import { intentChangeName } from '@meshwright/backstage-plugin-istio-common';
import type { ChangeIdentity } from '@meshwright/backstage-plugin-istio-node';
import type { GeneratedChange } from './GeneratedChange';

/**
 * What makes a second run the same change: template, entity, and the intent by
 * its place. What else it says may differ: that is an update.
 *
 * @internal
 */
export function changeIdentityOf(
  change: Pick<
    GeneratedChange,
    'kind' | 'place' | 'remove' | 'template' | 'entityRef'
  >,
): ChangeIdentity {
  const { kind, place, remove, template, entityRef } = change;
  return {
    template,
    entityRef,
    intent: intentChangeName(kind, place, remove),
  };
}
