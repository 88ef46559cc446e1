import type { FindingStatus } from '../../api/facts';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { FindingKind } from '../../findings/findingKind';
import { byRef } from '../../model/byCreation';
import type { StringMap } from '../../model/objectMeta';
import { ALL_RULES } from './all';
import type { RawFinding, RuleInput } from './findingRule';

/** Annotations that silence findings: istioctl's, and Kiali's. */
const MUTING = [
  'galley.istio.io/analyze-suppress',
  'kiali.io/ignore-validations',
];

/** Values of the annotations that stand for every code. */
const EVERY_CODE: ReadonlySet<string> = new Set(['*', 'true']);

/** Whether the object's own annotations silence a code. */
function isMuted(annotations: StringMap | undefined, code: string): boolean {
  return MUTING.some(key =>
    (annotations?.[key] ?? '')
      .split(',')
      .map(value => value.trim())
      .some(value => value === code || EVERY_CODE.has(value)),
  );
}

function complete(cluster: string, raw: RawFinding): FindingStatus {
  const { code, severity, short, documentation }: FindingKind =
    FINDING_KINDS[raw.kind];
  const { ref, annotations } = raw.object;
  return {
    cluster,
    code,
    severity,
    ref,
    ...(raw.related && raw.related.length > 0 && { related: raw.related }),
    title: raw.title ?? short,
    cause: raw.cause,
    fix: raw.fix,
    documentation,
    muted: isMuted(annotations, code),
  };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What every rule finds, worst first. */
export function findFindings(input: RuleInput): FindingStatus[] {
  const { scope } = input;
  return ALL_RULES.filter(({ reads }) =>
    reads.every(([resource, type]) => !scope.unread(resource, type)),
  )
    .flatMap(rule => [...rule.find(input)])
    .map(raw => complete(scope.context.cluster, raw))
    .sort(
      (a, b) =>
        RANK[a.severity] - RANK[b.severity] ||
        (a.code === b.code ? 0 : Number(a.code > b.code) * 2 - 1) ||
        byRef(a, b) ||
        (a.cause < b.cause ? -1 : 1),
    );
}
