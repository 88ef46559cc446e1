import { text } from '../trim/fields';
import { MeshIndex } from '../index/MeshIndex';
import type { ObjectRef } from '../model/identity';
import { LIVE_CHECKS } from './allChecks';
import type { ChangeInput, LiveChangeCheck } from './changeCheck';
import { ChangeView } from './ChangeView';
import { resourceKeysOf } from './resourceKeysOf';
import { RepositoryLayer } from './RepositoryLayer';
import { countCheck, type Tally } from './tally';
import { unreadWords } from './unreadWords';
import type { ValidationContext } from './validationContext';

/** The last check judges by rules, whose words give way to those of a check of its own. */
const GENERAL = 'mesh-stays-well';

function keysOf(
  keys: LiveChangeCheck['needs'] | undefined,
  input: ChangeInput,
): readonly string[] {
  return typeof keys === 'function' ? keys(input) : keys ?? [];
}

function unreadReason(
  check: LiveChangeCheck,
  input: ChangeInput,
  context: ValidationContext,
): string | undefined {
  for (const resource of keysOf(check.needs, input)) {
    const words = unreadWords(context.dataStates?.get(resource));
    if (words) return `${resource}: ${words}`;
  }
  return undefined;
}

/** What a check had to do without, though it ran. */
function unreadBeside(
  { alsoReads, title }: LiveChangeCheck,
  input: ChangeInput,
  { dataStates }: ValidationContext,
): string[] {
  return keysOf(alsoReads, input).flatMap(resource => {
    const state = dataStates?.get(resource);
    const words = state === 'not-installed' ? undefined : unreadWords(state);
    return words ? [`${title} (in part; ${resource}: ${words})`] : [];
  });
}

/** The checks that a change is a matter for. */
function concerned(input: ChangeInput): LiveChangeCheck[] {
  return LIVE_CHECKS.filter(
    ({ onRemoval, concerns }) =>
      (onRemoval || !input.remove) && (concerns?.(input) ?? true),
  );
}

function clusterReason(input: ChangeInput, context: ValidationContext) {
  const reason = unreadWords(context.clusterState) ?? 'its state is not known';
  const titles = concerned(input)
    .map(({ title }) => title)
    .join(', ');
  return `Nothing was checked in cluster ${input.cluster}, ${reason}: ${titles}.`;
}

/** Whether what the cluster holds of a kind is known, be it that it has none. */
function isRead(ref: ObjectRef, { index, dataStates }: ValidationContext) {
  return (
    index !== undefined &&
    resourceKeysOf(ref).every(resource => {
      const state = dataStates?.get(resource);
      return state === 'not-installed' || !unreadWords(state);
    })
  );
}

/** What checks see: the cluster, the files over it, the change over both. */
function inputOver(
  live: MeshIndex,
  input: ChangeInput,
  context: ValidationContext,
) {
  const { repository, elsewhere = [], now } = context;
  const files =
    repository &&
    new RepositoryLayer(live, repository, {
      now,
      clusterDomain: text(input.intent.clusterDomain),
      isRead: ref => isRead(ref, context),
    });
  const index = files?.index ?? live;
  const view = new ChangeView(index, input, context, live);
  return { ...input, index, view, elsewhere, ...(files && { files }) };
}

/** Conflicts among files are conflicts, whatever the cluster is like. */
function runByFiles(
  input: ChangeInput,
  context: ValidationContext,
  tally: Tally,
): void {
  if (!context.repository) return;
  const over = inputOver(MeshIndex.build([]), input, context);
  for (const check of concerned(input)) {
    if (!check.byFiles) continue;
    tally.findings.push(
      ...check.run(over).map(one => over.files?.locate(one) ?? one),
    );
  }
}

function runOne(
  check: LiveChangeCheck,
  live: ReturnType<typeof inputOver>,
  context: ValidationContext,
  tally: Tally,
): void {
  const reason = unreadReason(check, live, context);
  if (reason) {
    tally.unverified.push(`${check.title} (${reason})`);
    return;
  }
  const known = new Set(tally.findings.map(({ code }) => code));
  const found = check.run(live).map(one => live.files?.locate(one) ?? one);
  countCheck(
    tally,
    check.id === GENERAL ? found.filter(({ code }) => !known.has(code)) : found,
    [
      ...(check.unverified?.(live) ?? []),
      ...unreadBeside(check, live, context),
    ],
  );
}

/**
 * Runs the checks that look at the cluster, and at the files of the repository
 * where these were read.
 *
 * @internal
 */
export function runLiveChecks(
  input: ChangeInput,
  context: ValidationContext,
  tally: Tally,
): void {
  const { index, repository } = context;
  if (!index) {
    tally.unverified.push(clusterReason(input, context));
    runByFiles(input, context, tally);
  } else {
    const live = inputOver(index, input, context);
    for (const check of concerned(input)) runOne(check, live, context, tally);
    const stale = [...(context.dataStates ?? [])]
      .filter(([, state]) => state === 'stale')
      .map(([resource]) => resource);
    if (stale.length) {
      tally.unverified.push(
        `Checked against last known values only: ${stale.join(', ')}`,
      );
    }
  }
  tally.unverified.push(...(repository?.unverified ?? []));
}
