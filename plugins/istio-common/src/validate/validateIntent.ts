import type { JsonObject } from '@backstage/types';
import type { ValidationResult } from '../api/validation';
import type { ManifestObject } from '../build/manifest';
import { text } from '../trim/fields';
import { OFFLINE_CHECKS } from './allChecks';
import type { ChangeInput } from './changeCheck';
import { runLiveChecks } from './runLiveChecks';
import { countCheck, type Tally } from './tally';
import type { ValidationContext } from './validationContext';
import { whatGoes } from './whatGoes';

const SEVERITIES = ['error', 'warning', 'info'] as const;

function verifiedAgainst(cluster: string, context: ValidationContext) {
  const at = context.confirmedAt ?? context.now.toISOString();
  return context.index ? { verifiedAgainst: { cluster, at } } : {};
}

function inputOf(
  kind: string,
  intent: JsonObject,
  objects: readonly ManifestObject[],
  context: ValidationContext,
): ChangeInput {
  const { zones, entityRef, change, remove } = context;
  const going = whatGoes(kind, objects, context);
  return {
    ...{ kind, intent, zones },
    cluster: text(intent.cluster) ?? '',
    objects: remove ? [] : objects,
    ...(remove && { remove }),
    ...(context.repository && { withFiles: true }),
    ...(going.length > 0 && { removes: going }),
    ...(entityRef !== undefined && { entityRef }),
    ...(change !== undefined && { change }),
  };
}

/**
 * Judges an intent and its definitions against the operator's zones, within
 * the change, against the live objects of the target cluster and the files of
 * the repository, and by the rules of the mesh as it would be after the change.
 * Of a removal it says who still uses what goes. What cannot be read makes a
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
  const input = inputOf(kind, intent, objects, context);
  const tally: Tally = { findings: [], passed: 0, unverified: [] };
  for (const check of context.remove ? [] : OFFLINE_CHECKS) {
    if (check.concerns?.(input) ?? true) countCheck(tally, check.run(input));
  }
  runLiveChecks(input, context, tally);
  return {
    ...tally,
    findings: SEVERITIES.flatMap(severity =>
      tally.findings.filter(finding => finding.severity === severity),
    ),
    ...verifiedAgainst(input.cluster, context),
  };
}
