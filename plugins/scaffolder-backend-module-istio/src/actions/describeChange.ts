import { InputError } from '@backstage/errors';
import {
  annotateChange,
  intentHash,
  type IntentKind,
} from '@meshwright/backstage-plugin-istio-common';
import { changeId } from '@meshwright/backstage-plugin-istio-node';
import { changeIdentityOf } from '../workspace/changeIdentityOf';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import type { ReadIntent } from './readIntent';
import { removalOf } from './removalOf';

/** The change that an intent comes to. @internal */
export function describeChange(
  kind: IntentKind,
  { built, intent, place }: ReadIntent,
  origin: { entityRef?: string; template: string; remove: boolean },
): WorkspaceChange {
  if (origin.remove && kind.isStep) {
    throw new InputError(
      `${kind.title} is a step: take it back by the step that follows it, not by removal`,
    );
  }
  const identified = { kind: kind.name, place, ...origin };
  const hash = intentHash(intent);
  const id = changeId(changeIdentityOf(identified));
  const { summary, effects, rollback } = origin.remove
    ? removalOf(built, place.cluster)
    : built;
  return {
    ...identified,
    intent,
    intentHash: hash,
    changeId: id,
    ...{ summary, effects, rollback },
    objects: annotateChange(built.objects, {
      change: id,
      template: origin.template,
      entityRef: origin.entityRef,
      intentHash: hash,
    }),
    texts: built.files ?? [],
    removes: built.removes,
    homes: built.homes,
    mustExist: built.mustExist,
  };
}
