import {
  type ObjectRef,
  stringifyObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileChange } from '../forges/Forge';
import { type ChangeKind, combineChanges } from './changeKind';
import type { ChangeMarker, MarkedFile, TextNote } from './changeMarker';
import type { ComputedChanges } from './computeChanges';
import { holdsObject } from './holdsObject';
import { objectTitle } from './objectTitle';
import type { PlannedState } from './planAt';
import type { ProposedFile } from './proposeTypes';
import { textHash } from './textHash';

function combineFile(
  file: ProposedFile,
  before: MarkedFile | undefined,
  pushed: FileChange | undefined,
): ProposedFile {
  if (!before) return file;
  const change = combineChanges(before.change, file.change);
  if (change === 'create' && pushed?.content !== undefined) {
    const added = pushed.content.split('\n').length - 1;
    return { path: file.path, change, added, removed: 0 };
  }
  return {
    path: file.path,
    change,
    added: before.added + file.added,
    removed: before.removed + file.removed,
  };
}

/** What a pull request did and its newest push undid: nothing is left of it. */
function isUndone(before: ChangeKind | undefined, now: ChangeKind): boolean {
  return before === 'create' && now === 'delete';
}

/** The object that an identity names; undefined where people edited it. */
function refOf(id: string): ObjectRef | undefined {
  const [, group = '', kind, namespace, name] =
    /^(?:([^/:]+)\/)?([^/:]+):(?:([^/]+)\/)?([^/]+)$/.exec(id) ?? [];
  if (!kind || !name) return undefined;
  return { group, kind, ...(namespace && { namespace }), name };
}

/** The branch after the newest push, as far as it was read. */
class BranchTexts {
  readonly #pushed: ReadonlyMap<string, string | undefined>;

  constructor(
    { texts }: ComputedChanges,
    readonly state: Pick<PlannedState, 'files' | 'knows'>,
  ) {
    this.#pushed = new Map(texts.map(({ path, after }) => [path, after]));
  }

  textOf(path: string): string | undefined {
    return this.#pushed.has(path)
      ? this.#pushed.get(path)
      : this.state.files.get(path)?.content;
  }

  /** Whether an object is in a file; undefined where it was not read. */
  holds(path: string, ref: ObjectRef): boolean | undefined {
    return this.state.knows(path)
      ? holdsObject(this.textOf(path), ref)
      : undefined;
  }

  fileOf(ref: ObjectRef): string | undefined {
    const paths = [...this.state.files.keys()];
    return paths.find(path => this.holds(path, ref));
  }
}

/** Objects that earlier runs changed, and that the plan does not name any more. */
function keptObjects(
  { objects }: ComputedChanges,
  marker: ChangeMarker,
  branch: BranchTexts,
): ComputedChanges['objects'] {
  const named = new Set(objects.map(({ ref }) => stringifyObjectRef(ref)));
  return Object.entries(marker.objects).flatMap(([id, { change, path }]) => {
    const ref = refOf(id);
    if (!ref || change === 'unchanged' || named.has(id)) return [];
    const place = path ?? branch.fileOf(ref);
    if (place === undefined) return [];
    // People may have taken it out since, or put it back.
    const isThere = branch.holds(place, ref) ?? change !== 'delete';
    return isThere === (change !== 'delete')
      ? [{ ref, path: place, change }]
      : [];
  });
}

function keptFiles(
  { files }: ComputedChanges,
  marker: ChangeMarker,
  { state }: BranchTexts,
): ProposedFile[] {
  const named = new Set(files.map(({ path }) => path));
  return Object.entries(marker.files).flatMap(
    ([path, { hash: _, ...file }]) => {
      const isGone = state.knows(path) && !state.files.has(path);
      return named.has(path) ||
        file.change === 'unchanged' ||
        (file.change === 'create' && isGone)
        ? []
        : [{ path, ...file }];
    },
  );
}

/**
 * What a pull request does against its base, from what it did before (its
 * marker) and what the newest push did to its branch. What earlier runs changed
 * and the newest does not name is told as long as it is there.
 *
 * @internal
 */
export function combineFacts(
  result: ComputedChanges,
  marker: ChangeMarker | undefined,
  state: Pick<PlannedState, 'files' | 'knows'>,
): Pick<ComputedChanges, 'files' | 'objects'> {
  if (!marker) return result;
  const branch = new BranchTexts(result, state);
  const before = (ref: ObjectRef) =>
    marker.objects[stringifyObjectRef(ref)]?.change;
  return {
    objects: [
      ...result.objects
        .filter(({ ref, change }) => !isUndone(before(ref), change))
        .map(item => ({
          ...item,
          change: combineChanges(before(item.ref), item.change),
        })),
      ...keptObjects(result, marker, branch),
    ],
    files: [
      ...result.files
        .filter(({ path, change }) => {
          const { change: had, from } = marker.files[path] ?? {};
          const text = branch.textOf(path);
          const isBack = text !== undefined && from === textHash(text);
          return !isBack && !isUndone(had, change);
        })
        .map(file =>
          combineFile(
            file,
            marker.files[file.path],
            result.changes.find(({ path }) => path === file.path),
          ),
        ),
      ...keptFiles(result, marker, branch),
    ],
  };
}

/** Which texts were ours before the newest push. @internal */
export interface OwnTexts {
  marker?: ChangeMarker;
  /** Whether the branch was made of base by that push, so that all of it is ours. */
  isFresh?: boolean;
  /** Files that the branch took over from base. */
  taken?: ReadonlySet<string>;
}

/** A hash only of a text that is as we left it: once people edited it never again. */
function noteOf(
  { path, before, after }: ComputedChanges['texts'][number],
  { marker, isFresh = false, taken }: OwnTexts,
): TextNote {
  const known = marker?.files[path];
  const isOfBase = isFresh || taken?.has(path) === true;
  const isOurs =
    isOfBase ||
    before === undefined ||
    (known?.hash !== undefined && known.hash === textHash(before));
  const from = isOfBase
    ? before !== undefined && before !== after && textHash(before)
    : known?.from;
  return {
    ...(isOurs && after !== undefined && { hash: textHash(after) }),
    ...(from && { from }),
  };
}

/**
 * What a later run tells the texts of the branch by: those that it left there
 * from those that people edited, and what is as on base again.
 *
 * @internal
 */
export function textNotes(
  { texts }: Pick<ComputedChanges, 'texts'>,
  own: OwnTexts,
): ReadonlyMap<string, TextNote> {
  const earlier = Object.entries(own.marker?.files ?? {}).map(
    ([path, { hash, from }]): [string, TextNote] => [path, { hash, from }],
  );
  const now = texts.map((text): [string, TextNote] => [
    text.path,
    noteOf(text, own),
  ]);
  return new Map([...earlier, ...now]);
}

/** The newest push in words, an object or another file each. @internal */
export function sinceLastPush(result: ComputedChanges): string[] {
  const holders = new Set(result.objects.map(({ path }) => path));
  return [
    ...result.objects
      .filter(({ change }) => change !== 'unchanged')
      .map(({ ref, change }) => `${objectTitle(ref)} ${change}d`),
    ...result.files
      .filter(
        ({ path, change }) => change !== 'unchanged' && !holders.has(path),
      )
      .map(({ path, change }) => `${path} ${change}d`),
  ];
}
