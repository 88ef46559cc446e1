import type { ChangeIdentity } from '@meshwright/backstage-plugin-istio-node';
import type { GeneratedChange } from './GeneratedChange';

/**
 * What makes a second run the same change: template, entity, and the exposure
 * by its place and name. Host and options may differ: that is an update.
 *
 * @internal
 */
export function changeIdentityOf(
  change: Pick<GeneratedChange, 'template' | 'entityRef' | 'intent'>,
): ChangeIdentity {
  const { cluster, namespace, name } = change.intent;
  return {
    template: change.template,
    entityRef: change.entityRef,
    intent: `${cluster}-ingress-${namespace}-${name}`,
  };
}
