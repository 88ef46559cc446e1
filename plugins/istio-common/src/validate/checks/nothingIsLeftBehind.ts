import type { ValidationFinding } from '../../api/validation';
import { definitionsFileName } from '../../build/intentPlace';
import { intentKindOf } from '../../build/intents';
import { type ManifestObject, manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { formerChange } from '../formerChange';
import { named } from '../ingressCheck';
import { WRITTEN_KEYS, writtenLive } from '../writtenLive';

/** So many are named one by one. */
const SHOWN = 10;

function placeOf(namespace: string | undefined): string {
  return namespace ?? '';
}

/** The folders whose files the change writes anew: what is former there goes. */
function reached(objects: readonly ManifestObject[]): ReadonlySet<string> {
  return new Set(objects.map(one => placeOf(manifestRef(one).namespace)));
}

/** An object, and the id that its change had where that is another now. */
interface Left {
  ref: ObjectRef;
  former?: string;
}

/** What the same change made earlier, and nothing takes out. */
function leftBehind(input: LiveInput): Left[] {
  const { index, change, objects, removes = [] } = input;
  const kept = new Set(
    [...objects, ...removes].map(one => stringifyObjectRef(manifestRef(one))),
  );
  const places = reached(objects);
  const former = formerChange(input);
  const writtenBy = (id: string | undefined): ObjectRef[] =>
    (id === undefined ? [] : writtenLive(index, id))
      .map(({ ref }) => ref)
      .filter(ref => !kept.has(stringifyObjectRef(ref)));
  return [
    ...writtenBy(former).map(ref => ({ ref, former })),
    ...writtenBy(change)
      .filter(ref => !places.has(placeOf(ref.namespace)))
      .map(ref => ({ ref })),
  ];
}

function fileOf({ kind, intent }: ChangeInput): string {
  const result = intentKindOf(kind)?.build(intent);
  return result && 'place' in result
    ? definitionsFileName(kind, result.place)
    : 'the file of this change';
}

function folderOf({ cluster }: ChangeInput, { namespace }: ObjectRef): string {
  return namespace === undefined
    ? `the folder of cluster ${cluster}`
    : `the folder of namespace ${namespace}`;
}

function unreached(ref: ObjectRef, input: LiveInput): ValidationFinding {
  return {
    ...ofKind(CHANGE_CODES.leftBehind),
    ref,
    cause: `${ref.kind} ${named(
      ref,
    )} was written by an earlier run of this change and is no part of it any more. It is in the cluster, and in no file of the repository that was read, so that nothing takes it out.`,
    fix: `Take it out of ${fileOf(input)} in ${folderOf(
      input,
      ref,
    )}, where that has it; where no file has it, a sync that prunes takes it away.`,
  };
}

/** Of a change that has another id now: its objects are out of reach, wherever they are. */
function renamed(ref: ObjectRef, former: string): ValidationFinding {
  return {
    ...ofKind(CHANGE_CODES.leftBehind),
    ref,
    cause: `${ref.kind} ${named(
      ref,
    )} was written by an earlier run of this, when the change was called ${former}. It stays beside what this run writes.`,
    fix: 'Remove it by the template that removes definitions, by its name without the namespace.',
  };
}

/**
 * A second run with another intent takes away what the first wrote, in every
 * file that was read. What is live and in none of them, in a namespace that the
 * change has nothing in any more, stays at work.
 *
 * @internal
 */
export const nothingIsLeftBehind: LiveChangeCheck = {
  id: 'nothing-is-left-behind',
  title: 'definitions of an earlier run that the change does not reach',
  needs: [],
  alsoReads: WRITTEN_KEYS,
  byFiles: true,
  concerns: ({ kind, change }) =>
    change !== undefined && intentKindOf(kind)?.isWhole === true,
  run(input): ValidationFinding[] {
    return leftBehind(input)
      .slice(0, SHOWN)
      .map(({ ref, former }) =>
        former === undefined ? unreached(ref, input) : renamed(ref, former),
      );
  },
};
