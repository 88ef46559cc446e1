import type { FindingStatus } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import { completeFinding } from './completeFinding';
import type { FindingRule, RuleInput } from './findingRule';

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
    for (const one of find(input)) found.push(completeFinding(scope, one));
  }
  return found;
}
