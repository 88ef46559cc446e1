import type { JsonObject } from '@backstage/types';
import type { ValidationFinding, ValidationResult } from '../api/validation';
import type { ManifestObject } from '../build/manifest';
import { text } from '../trim/fields';
import { LIVE_CHECKS, OFFLINE_CHECKS } from './allChecks';
import type { ChangeInput, LiveChangeCheck } from './changeCheck';
import { ChangeView } from './ChangeView';
import { unreadWords } from './unreadWords';
import type { ValidationContext } from './validationContext';

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** The last check judges by rules, whose words give way to those of a check of its own. */
const GENERAL = 'mesh-stays-well';

interface Tally {
  findings: ValidationFinding[];
  passed: number;
  unverified: string[];
}

function needsOf(check: LiveChangeCheck, input: ChangeInput) {
  return typeof check.needs === 'function' ? check.needs(input) : check.needs;
}

function unreadReason(
  check: LiveChangeCheck,
  input: ChangeInput,
  context: ValidationContext,
): string | undefined {
  for (const resource of needsOf(check, input)) {
    const words = unreadWords(context.dataStates?.get(resource));
    if (words) return `${resource}: ${words}`;
  }
  return undefined;
}

/** What a check had to do without, though it ran. */
function unreadBeside(
  { alsoReads = [], title }: LiveChangeCheck,
  { dataStates }: ValidationContext,
): string[] {
  return alsoReads.flatMap(resource => {
    const state = dataStates?.get(resource);
    const words = state === 'not-installed' ? undefined : unreadWords(state);
    return words ? [`${title} (in part; ${resource}: ${words})`] : [];
  });
}

function concerned(
  checks: readonly LiveChangeCheck[],
  input: ChangeInput,
): LiveChangeCheck[] {
  return checks.filter(check => check.concerns?.(input) ?? true);
}

function clusterReason(input: ChangeInput, context: ValidationContext) {
  const reason = unreadWords(context.clusterState) ?? 'its state is not known';
  const titles = concerned(LIVE_CHECKS, input)
    .map(({ title }) => title)
    .join(', ');
  return `Nothing was checked in cluster ${input.cluster}, ${reason}: ${titles}.`;
}

/** A check that could not know all it asks for has not passed. */
function count(
  tally: Tally,
  found: ValidationFinding[],
  unknown: string[] = [],
): void {
  tally.findings.push(...found);
  tally.unverified.push(...unknown);
  if (found.length + unknown.length === 0) tally.passed += 1;
}

function runLive(input: ChangeInput, context: ValidationContext, tally: Tally) {
  const { index, elsewhere = [] } = context;
  if (!index) {
    tally.unverified.push(clusterReason(input, context));
    return;
  }
  const view = new ChangeView(index, input, context);
  const live = { ...input, index, view, elsewhere };
  for (const check of concerned(LIVE_CHECKS, input)) {
    const reason = unreadReason(check, input, context);
    if (reason) {
      tally.unverified.push(`${check.title} (${reason})`);
      continue;
    }
    const known = new Set(tally.findings.map(({ code }) => code));
    const found = check.run(live);
    count(
      tally,
      check.id === GENERAL
        ? found.filter(({ code }) => !known.has(code))
        : found,
      [...(check.unverified?.(live) ?? []), ...unreadBeside(check, context)],
    );
  }
  const stale = [...(context.dataStates ?? [])]
    .filter(([, state]) => state === 'stale')
    .map(([resource]) => resource);
  if (stale.length) {
    tally.unverified.push(
      `Checked against last known values only: ${stale.join(', ')}`,
    );
  }
}

function verifiedAgainst(cluster: string, context: ValidationContext) {
  const at = context.confirmedAt ?? context.now.toISOString();
  return context.index ? { verifiedAgainst: { cluster, at } } : {};
}

/**
 * Judges an intent and its definitions against the operator's zones, within
 * the change, against the live objects of the target cluster, and by the rules
 * of the mesh as it would be after the change. What cannot be read makes a
 * check `unverified`, never passed. `intent` is one that its schema accepted.
 *
 * @public
 */
export function validateIntent(
  kind: string,
  intent: JsonObject,
  objects: readonly ManifestObject[],
  context: ValidationContext,
): ValidationResult {
  const { zones, entityRef, change } = context;
  const cluster = text(intent.cluster) ?? '';
  const input: ChangeInput = {
    ...{ kind, intent, cluster, objects, zones },
    ...(entityRef !== undefined && { entityRef }),
    ...(change !== undefined && { change }),
  };
  const tally: Tally = { findings: [], passed: 0, unverified: [] };
  for (const check of OFFLINE_CHECKS) {
    if (check.concerns?.(input) ?? true) count(tally, check.run(input));
  }
  runLive(input, context, tally);
  return {
    ...tally,
    findings: SEVERITIES.flatMap(severity =>
      tally.findings.filter(finding => finding.severity === severity),
    ),
    ...verifiedAgainst(cluster, context),
  };
}
