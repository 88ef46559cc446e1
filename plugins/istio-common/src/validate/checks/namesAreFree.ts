import { ANNOTATIONS } from '../../build/annotateChange';
import { manifestRef } from '../../build/manifest';
import type { ObjectRef } from '../../model/identity';
import type { MeshObject } from '../../model/meshObject';
import { objectTypeOf } from '../../model/objectType';
import type { ChangeInput, LiveChangeCheck } from '../changeCheck';
import { formerChange } from '../formerChange';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { resourceKeysOf } from '../resourceKeysOf';
import { takenWay } from './wayOutIsFree';

/** A Namespace is made by others, and changed by whoever may. */
function isJudged({ group, kind }: ObjectRef): boolean {
  return !(group === '' && kind === 'Namespace');
}

function keysOf(input: ChangeInput): string[] {
  const refs = judged(input).map(manifestRef);
  return [...new Set(refs.flatMap(resourceKeysOf))];
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
  /** The way out, where it is another than usual. */
  fix?: string;
}

/**
 * Whose the live object is, when it is not of this change. What people wrote
 * carries no id of a change, even where they say for which entity it is: it is
 * taken over knowingly or not at all, by its own team with a warning.
 */
function strangerOf(
  { annotations }: MeshObject,
  input: ChangeInput,
): Stranger | undefined {
  const { kind, entityRef, change, remove } = input;
  const entity = annotations?.[ANNOTATIONS.entity];
  const id = annotations?.[ANNOTATIONS.change];
  if (entity !== undefined && entityRef && entity !== entityRef) {
    return { words: `belongs to ${entity}`, severity: 'error' };
  }
  // Who takes it out must be allowed to see that entity: so it is to be named.
  if (remove && entity !== undefined && !entityRef) {
    const fix = `Name ${entity} as the component that it was for.`;
    return { words: `belongs to ${entity}`, severity: 'error', fix };
  }
  const severity = TAKING_OVER.has(kind) || remove ? 'warning' : 'error';
  if (id === undefined) {
    const isOwn = entity !== undefined && entity === entityRef;
    const words =
      entity === undefined
        ? 'was not made by Meshwright'
        : `was written for ${entity}, not by Meshwright`;
    return { words, severity: isOwn ? 'warning' : severity };
  }
  if (id === formerChange(input)) return undefined;
  // A removal is a change of its own, and never that which wrote the object.
  return change !== undefined && id !== change && !remove
    ? { words: `belongs to the change ${id}`, severity }
    : undefined;
}

function fieldOf({ intent }: ChangeInput, { name }: ObjectRef) {
  return 'name' in intent ? 'name' : fieldHolding(intent, name, /(^|\.)name$/);
}

/** The way out, of what is written or taken out. */
function fixOf({ remove }: ChangeInput, { severity, fix }: Stranger): string {
  if (fix) return fix;
  if (remove) {
    return severity === 'error'
      ? 'Leave it out: whoever it belongs to takes it back.'
      : 'Make sure that nobody else needs it: it would go with the rest.';
  }
  return severity === 'error'
    ? 'Give what you ask for another name, or remove that object first.'
    : 'This change takes it over: make sure that nobody else writes it.';
}

/** What is written, or taken back as a whole. */
function judged({ objects, removes = [], remove }: ChangeInput) {
  return remove ? removes : objects;
}

/** A rule that makes TLS for a host, whose name is that of the host. */
function isOfHost({ kind }: ChangeInput, ref: ObjectRef): boolean {
  return (
    kind === 'egress' &&
    ref.kind === 'DestinationRule' &&
    ref.name.startsWith('originate-')
  );
}

/** Objects of the same names are ours to change, or to take away. @internal */
export const namesAreFree: LiveChangeCheck = {
  id: 'names-are-free',
  title: 'names of the objects',
  onRemoval: true,
  byFiles: true,
  needs: keysOf,
  run(input) {
    const { index, remove } = input;
    // Told in better words.
    const isTaken = !remove && takenWay(input) !== undefined;
    return judged(input)
      .map(manifestRef)
      .flatMap(ref => {
        const live = isJudged(ref) ? index.find(ref) : undefined;
        const stranger = live && strangerOf(live, input);
        if (!stranger || (isTaken && isOfHost(input, ref))) return [];
        const { words, severity } = stranger;
        const field = fieldOf(input, ref);
        return [
          {
            code: 'MW-NAME-TAKEN',
            severity,
            ref,
            ...(field && { field }),
            cause: `${ref.kind} ${named(ref)} ${
              remove ? 'would go, and' : 'exists already and'
            } ${words}.`,
            fix:
              !remove && isOfHost(input, ref)
                ? 'Its name comes from the host, for which one rule counts in a namespace: change the egress that it belongs to, or remove it first.'
                : fixOf(input, stranger),
          },
        ];
      });
  },
  unverified(input) {
    const unknown = judged(input)
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
