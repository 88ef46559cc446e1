import {
  manifestRef,
  stringifyObjectRef,
  upsertDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileChange, RepositoryFile } from '../forges/Forge';
import type { ChangeKind } from './changeKind';
import type { ChangePlan, FileTexts } from './ChangePlan';
import { holdsObject } from './holdsObject';
import { hunksOf, lineCount, patchOf } from './lineDiff';
import { objectsIn } from './objectsIn';
import { mayHoldSecret } from './mayHoldSecret';
import type { ProposedFile, ProposeResult } from './proposeTypes';

/** A plan against one state of the repository. @internal */
export interface ComputedChanges {
  /** Empty when the repository has the wanted state already. */
  changes: FileChange[];
  files: ProposedFile[];
  /** The files before and after, in the order of `files`. */
  texts: Array<{ path: string; before?: string; after?: string }>;
  objects: ProposeResult['objects'];
  diff: string;
  /** Those of the objects that go, and that the plan does not name. */
  former: ProposeResult['objects'];
  /** What people should know of the files as they were. */
  remarks: string[];
}

function changeOf(before?: string, after?: string): ChangeKind {
  if (before === after) return 'unchanged';
  if (before === undefined) return 'create';
  return after === undefined ? 'delete' : 'update';
}

function countLines(before = '', after = '') {
  const hunks = hunksOf(before, after, 0);
  // It is written anew.
  if (!hunks) return { added: lineCount(after), removed: lineCount(before) };
  let added = 0;
  let removed = 0;
  for (const hunk of hunks) {
    for (const line of hunk.lines) {
      if (line.startsWith('+')) added += 1;
      else if (line.startsWith('-')) removed += 1;
    }
  }
  return { added, removed };
}

function patch(path: string, before?: string, after?: string): string {
  if (mayHoldSecret(before) || mayHoldSecret(after)) {
    return `# ${path} is not shown: it holds a Secret\n`;
  }
  const names = [
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
  ] as const;
  return (
    patchOf(names, before ?? '', after ?? '') ??
    `# ${path} is rewritten: too many lines differ to be shown\n`
  );
}

type PlannedObject = ChangePlan['objects'][number];

function objectChange(
  { object, path }: PlannedObject,
  before: FileTexts,
  after: FileTexts,
): ChangeKind {
  const [old, now] = [before.get(path), after.get(path)];
  if (old === now) return 'unchanged';
  if (old === undefined) return 'create';
  const ref = manifestRef(object);
  const had = holdsObject(old, ref);
  if (!holdsObject(now, ref)) return had ? 'delete' : 'unchanged';
  if (!had) return 'create';
  return upsertDocuments(old, [object]) === old ? 'unchanged' : 'update';
}

/** Objects that a file had and has no more, which the plan does not name. */
function goneObjects(
  plan: ChangePlan,
  path: string,
  [before, after]: [FileTexts, FileTexts],
): ComputedChanges['objects'] {
  const named = new Set(
    plan.objects.map(({ object }) => stringifyObjectRef(manifestRef(object))),
  );
  const left = after.get(path);
  return objectsIn(before.get(path))
    .filter(ref => !named.has(stringifyObjectRef(ref)))
    .filter(ref => !holdsObject(left, ref))
    .map(ref => ({ ref, path, change: 'delete' }));
}

/** What a plan changes in the files that are there. Pure. @internal */
export function computeChanges(
  plan: ChangePlan,
  current: ReadonlyMap<string, RepositoryFile>,
): ComputedChanges {
  const before = new Map(
    [...current].map(([path, file]) => [path, file.content]),
  );
  const after = plan.apply(before);
  const touched = plan.paths.filter(
    path => before.get(path) !== after.get(path),
  );
  const present = plan.paths.filter(
    path => before.has(path) || after.has(path),
  );
  const former = touched.flatMap(path =>
    goneObjects(plan, path, [before, after]),
  );
  return {
    former,
    changes: touched.map(path => ({
      path,
      content: after.get(path),
      previousSha: current.get(path)?.sha,
    })),
    files: present.map(path => ({
      path,
      change: changeOf(before.get(path), after.get(path)),
      ...countLines(before.get(path), after.get(path)),
    })),
    texts: present.map(path => ({
      path,
      before: before.get(path),
      after: after.get(path),
    })),
    objects: [
      ...plan.objects.map(planned => ({
        ref: manifestRef(planned.object),
        path: planned.path,
        change: objectChange(planned, before, after),
      })),
      ...former,
    ],
    diff: touched
      .map(path => patch(path, before.get(path), after.get(path)))
      .join(''),
    remarks: plan.remarks?.(before) ?? [],
  };
}
