import type { FindingStatus, NextStep } from '../../api/facts';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { FindingKind } from '../../findings/findingKind';
import type { AssessScope } from '../AssessScope';
import { flat } from '../../model/flat';
import { byRef } from '../../model/byCreation';
import type { FindingRule, RawFinding, RuleInput } from './findingRule';
import { isMuted } from './isMuted';

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

function complete(scope: AssessScope, raw: RawFinding): FindingStatus {
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
    ...(raw.related && raw.related.length > 0 && { related: raw.related }),
    title: raw.title ?? short,
    cause: flat(raw.cause),
    fix: flat(raw.fix),
    documentation,
    ...(action && { action }),
    muted: isMuted(annotations, code),
  };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, then by code, object and cause. */
export function compareFindings(a: FindingStatus, b: FindingStatus): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.code, b.code) ||
    byRef(a, b) ||
    compareText(a.cause, b.cause)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What a rule finds; nothing while a type that it reads could not be read. */
export function findingsOf(
  input: RuleInput,
  { reads, find, selfContained }: FindingRule,
): FindingStatus[] {
  const { scope } = input;
  const blind =
    !selfContained &&
    reads.some(([resource, type]) => scope.unread(resource, type));
  const found: FindingStatus[] = [];
  if (!blind) {
    for (const raw of find(input)) found.push(complete(scope, raw));
  }
  return found;
}
