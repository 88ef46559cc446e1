import type { FindingStatus, NextStep } from '../../api/facts';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { FindingKind } from '../../findings/findingKind';
import { flat } from '../../model/flat';
import type { AssessScope } from '../AssessScope';
import type { RawFinding } from './findingRule';
import { isMuted } from './isMuted';
import { listedRelated } from './someRelated';

/** The template of the kind, filled in for this very finding. */
function actionOf(
  { template }: FindingKind,
  { fix, form }: RawFinding,
): NextStep | undefined {
  if (!template || !form) return undefined;
  return {
    title: 'Propose the fix',
    detail: fix,
    template: { entityRef: template, formData: form },
  };
}

/** The finding with what its kind says; one that is complete as it is. */
export function completeFinding(
  scope: AssessScope,
  raw: RawFinding | FindingStatus,
): FindingStatus {
  if (!('kind' in raw)) return raw;
  const { cluster } = scope.context;
  const kind: FindingKind = FINDING_KINDS[raw.kind];
  const { code, severity, short, documentation } = kind;
  const action = actionOf(kind, raw);
  const { ref, annotations } = raw.object;
  return {
    cluster,
    code,
    severity,
    ref,
    ...(raw.related &&
      raw.related.length > 0 && { related: listedRelated(ref, raw.related) }),
    title: raw.title ?? short,
    cause: flat(raw.cause),
    fix: flat(raw.fix),
    documentation,
    ...(action && { action }),
    muted: isMuted(annotations, code),
  };
}
