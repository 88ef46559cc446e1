import { ANNOTATIONS } from '../../build/annotateChange';
import { manifestRef } from '../../build/manifest';
import type { ObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import { objectTypeOf } from '../../model/objectType';
import { resourceKey, WATCHED_RESOURCES } from '../../trim/watchedResources';
import type { ChangeInput, LiveChangeCheck } from '../changeCheck';
import { named } from '../ingressCheck';

/** A Namespace is made by others, and changed by whoever may. */
function isJudged({ group, kind }: ObjectRef): boolean {
  return !(group === '' && kind === 'Namespace');
}

function keysOf({ objects }: ChangeInput): string[] {
  const kinds = new Set(
    objects.map(manifestRef).map(({ group, kind }) => `${group}/${kind}`),
  );
  return WATCHED_RESOURCES.filter(
    ({ group, kind, part }) => !part && kinds.has(`${group}/${kind}`),
  ).map(resourceKey);
}

/** Whose the live object is, when it is not of this change. */
function strangerOf(
  { annotations }: MeshObject,
  { entityRef, change }: ChangeInput,
): string | undefined {
  const entity = annotations?.[ANNOTATIONS.entity];
  const id = annotations?.[ANNOTATIONS.change];
  if (entity === undefined && id === undefined) {
    return 'was not made by Meshwright';
  }
  if (entity !== undefined && entityRef && entity !== entityRef) {
    return `belongs to ${entity}`;
  }
  return change !== undefined && id !== undefined && id !== change
    ? `belongs to the change ${id}`
    : undefined;
}

/** Objects of the same names are ours to change. @internal */
export const namesAreFree: LiveChangeCheck = {
  id: 'names-are-free',
  title: 'names of the objects',
  needs: keysOf,
  run(input) {
    const { objects, index } = input;
    return objects.map(manifestRef).flatMap(ref => {
      const live = isJudged(ref) ? index.find(ref) : undefined;
      const stranger = live && strangerOf(live, input);
      if (!stranger) return [];
      return [
        {
          code: 'MW-NAME-TAKEN',
          severity: 'error' as const,
          ref,
          field: 'name',
          cause: `${ref.kind} ${named(ref)} exists already and ${stranger}.`,
          fix: 'Give what you ask for another name, or remove that object first.',
        },
      ];
    });
  },
  unverified({ objects }) {
    const unknown = objects
      .map(manifestRef)
      .filter(({ group, kind }) => objectTypeOf(group, kind) === undefined)
      .map(({ kind }) => kind);
    return unknown.length > 0
      ? [
          `Names of the objects of kind ${[...new Set(unknown)].join(
            ', ',
          )} (Meshwright does not read them)`,
        ]
      : [];
  },
};
