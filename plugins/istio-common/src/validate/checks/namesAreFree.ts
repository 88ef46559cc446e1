import { ANNOTATIONS } from '../../build/annotateChange';
import { manifestRef } from '../../build/manifest';
import type { ObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import { objectTypeOf } from '../../model/objectType';
import { resourceKey, WATCHED_RESOURCES } from '../../trim/watchedResources';
import type { ChangeInput, LiveChangeCheck } from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';

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

/** Intents that change what others made before them: the policy of a namespace, a tag. */
const TAKING_OVER: ReadonlySet<string> = new Set([
  'mtls',
  'onboard',
  'issuer',
  'install',
  'upgrade',
  'observe',
]);

interface Stranger {
  words: string;
  severity: 'error' | 'warning';
}

/** Whose the live object is, when it is not of this change. */
function strangerOf(
  { annotations }: MeshObject,
  { kind, entityRef, change }: ChangeInput,
): Stranger | undefined {
  const entity = annotations?.[ANNOTATIONS.entity];
  const id = annotations?.[ANNOTATIONS.change];
  if (entity !== undefined && entityRef && entity !== entityRef) {
    return { words: `belongs to ${entity}`, severity: 'error' };
  }
  const severity = TAKING_OVER.has(kind) ? 'warning' : 'error';
  if (entity === undefined && id === undefined) {
    return { words: 'was not made by Meshwright', severity };
  }
  return change !== undefined && id !== undefined && id !== change
    ? { words: `belongs to the change ${id}`, severity }
    : undefined;
}

function fieldOf({ intent }: ChangeInput, { name }: ObjectRef) {
  return 'name' in intent ? 'name' : fieldHolding(intent, name, /(^|\.)name$/);
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
      const { words, severity } = stranger;
      const field = fieldOf(input, ref);
      return [
        {
          code: 'MW-NAME-TAKEN',
          severity,
          ref,
          ...(field && { field }),
          cause: `${ref.kind} ${named(ref)} exists already and ${words}.`,
          fix:
            severity === 'error'
              ? 'Give what you ask for another name, or remove that object first.'
              : 'This change takes it over: make sure that nobody else writes it.',
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
