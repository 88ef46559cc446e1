import type { FindingStatus } from '../../api/facts';
import { stringifyObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import type { ChangeView } from '../ChangeView';
import { certificateUses } from './certificateUses';
import { delegateUses } from './delegateUses';
import { gatewayPodUses } from './gatewayPodUses';
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
  gatewayPodUses,
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

function keyOf({ code, ref }: Pick<FindingStatus, 'code' | 'ref'>): string {
  return `${code} ${stringifyObjectRef(ref)}`;
}

/**
 * Whether a finding of the mesh after the change says of a user no more than
 * that what it uses goes. One that is there by what is written alone, with
 * nothing removed, says something else.
 *
 * @internal
 */
export function toldByUses(
  view: ChangeView,
): (finding: FindingStatus) => boolean {
  const told = new Set(
    usesIn(view).flatMap(({ use: { users, says = [] } }) =>
      users.flatMap(ref => says.map(({ code }) => keyOf({ code, ref }))),
    ),
  );
  return finding => told.has(keyOf(finding)) && !view.isOfWriting(finding);
}
