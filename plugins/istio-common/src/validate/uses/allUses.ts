import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import type { ChangeView } from '../ChangeView';
import { certificateUses } from './certificateUses';
import { delegateUses } from './delegateUses';
import { gatewayUses } from './gatewayUses';
import { issuerUses } from './issuerUses';
import { kubernetesGatewayUses } from './kubernetesGatewayUses';
import { networkPolicyUses } from './networkPolicyUses';
import { serviceEntryUses } from './serviceEntryUses';
import { subsetUses } from './subsetUses';
import { tagUses } from './tagUses';
import { tokenUses } from './tokenUses';
import type { Use, UseRule } from './useRule';

/** Who may need objects, by type. @internal */
export const USE_RULES: readonly UseRule[] = [
  gatewayUses,
  kubernetesGatewayUses,
  issuerUses,
  certificateUses,
  tokenUses,
  serviceEntryUses,
  subsetUses,
  delegateUses,
  tagUses,
  networkPolicyUses,
];

/** Who still needs what goes. @internal */
export function usesIn(
  view: ChangeView,
): Array<{ gone: MeshObject; use: Use }> {
  return view.gone.flatMap(gone =>
    USE_RULES.flatMap(rule => rule.usesOf(gone, view))
      .filter(({ users }) => users.length > 0)
      .map(use => ({ gone, use })),
  );
}

/** The same by identity. @internal */
export function usersIn(view: ChangeView): ReadonlySet<string> {
  const refs = usesIn(view).flatMap(
    ({ use }): readonly ObjectRef[] => use.users,
  );
  return new Set(refs.map(stringifyObjectRef));
}
