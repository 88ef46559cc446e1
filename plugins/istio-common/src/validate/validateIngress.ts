import type { ValidationFinding, ValidationResult } from '../api/validation';
import type { IngressIntent } from '../build/ingress/ingressIntent';
import type { ManifestObject } from '../build/manifest';
import { LIVE_CHECKS, OFFLINE_CHECKS } from './allChecks';
import type { CheckInput, LiveCheck, ValidationContext } from './ingressCheck';

const SEVERITIES = ['error', 'warning', 'info'] as const;

const UNREAD = {
  syncing: 'the first list is still under way',
  forbidden: 'Meshwright may not read them',
  unauthenticated: 'the cluster refuses the credential',
  unreachable: 'the cluster does not answer',
  degraded: 'the cluster answers with errors',
  'not-installed': 'the cluster does not serve them',
} as const;

function unreadReason(
  check: LiveCheck,
  context: ValidationContext,
): string | undefined {
  for (const resource of check.needs) {
    const state = context.dataStates?.get(resource) ?? 'live';
    if (state !== 'live' && state !== 'stale') {
      return `${resource}: ${UNREAD[state]}`;
    }
  }
  return undefined;
}

function clusterReason(intent: IngressIntent, context: ValidationContext) {
  const state = context.clusterState;
  const reason =
    state && state !== 'live' && state !== 'stale'
      ? UNREAD[state]
      : 'its state is not known';
  const titles = LIVE_CHECKS.map(({ title }) => title).join(', ');
  return `Nothing was checked in cluster ${intent.cluster}, ${reason}: ${titles}.`;
}

interface Tally {
  findings: ValidationFinding[];
  passed: number;
  unverified: string[];
}

function count(tally: Tally, found: ValidationFinding[]): void {
  if (found.length) tally.findings.push(...found);
  else tally.passed += 1;
}

function runLive(input: CheckInput, context: ValidationContext, tally: Tally) {
  const { index } = context;
  if (!index) {
    tally.unverified.push(clusterReason(input.intent, context));
    return;
  }
  for (const check of LIVE_CHECKS) {
    const reason = unreadReason(check, context);
    if (reason) tally.unverified.push(`${check.title} (${reason})`);
    else count(tally, check.run({ ...input, index }));
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

/**
 * Judges an ingress intent and its definitions against the operator's zones,
 * within the change, and against the live objects of the target cluster. What
 * cannot be read makes a check `unverified`, never passed.
 *
 * @public
 */
export function validateIngress(
  intent: IngressIntent,
  objects: readonly ManifestObject[],
  context: ValidationContext,
): ValidationResult {
  const { zones, entityRef, index, now } = context;
  const input: CheckInput = { intent, objects, zones, entityRef };
  const tally: Tally = { findings: [], passed: 0, unverified: [] };
  for (const check of OFFLINE_CHECKS) count(tally, check.run(input));
  runLive(input, context, tally);
  return {
    ...tally,
    findings: SEVERITIES.flatMap(severity =>
      tally.findings.filter(finding => finding.severity === severity),
    ),
    ...(index
      ? {
          verifiedAgainst: {
            cluster: intent.cluster,
            at: context.confirmedAt ?? now.toISOString(),
          },
        }
      : {}),
  };
}
