import { assessCluster } from '../assess/assessCluster';
import { MeshIndex } from '../index/MeshIndex';
import { trimRaw } from '../replay/trimRaw';

/** What is to be made of a situation of cert-manager. */
export interface SituationExpectation {
  state: string;
  tone?: string;
  /** The first broken link, and the line that names it; absent when nothing is broken. */
  cause?: { kind: string; reason: string; summary: string };
  /** Something that the message holds. */
  message?: string;
  /** Hours from the last failure to the next attempt; absent when none is due. */
  retryAfterHours?: number;
  /** Codes of the findings on the Certificate. */
  findings?: string[];
}

/** A situation that real cert-manager was brought into. */
export interface RecordedSituation {
  situation: string;
  /** Which Certificate is judged. */
  certificate: string;
  now: string;
  expect: SituationExpectation;
}

/** What is made of the objects, in the words of the expectation. */
export function judgeSituation(
  { certificate, now, expect: wanted }: RecordedSituation,
  objects: readonly unknown[],
): SituationExpectation {
  const index = MeshIndex.build(objects.flatMap(raw => trimRaw(raw) ?? []));
  const assessment = assessCluster(index, {
    cluster: 'lab',
    now: new Date(now),
    dataStates: new Map(),
  });
  const found = assessment.certificates.find(
    ({ ref }) => ref.kind === 'Certificate' && ref.name === certificate,
  );
  if (!found) return { state: 'absent' };
  const { rootCause, nextAttemptAt } = found;
  const object = index.find(found.ref);
  const failedAt =
    object?.type === 'certificate' ? object.lastFailureTime : undefined;
  const codes = assessment.findings
    .filter(({ ref }) => ref.kind === 'Certificate' && ref.name === certificate)
    .map(({ code }) => code);
  const { message = '' } = wanted;
  return {
    state: found.state,
    ...(wanted.tone && { tone: found.tone }),
    ...(rootCause && {
      cause: {
        kind: rootCause.object.kind,
        reason: rootCause.reason,
        summary: rootCause.summary.replace(/-\d{6,}/g, '-{hash}'),
      },
    }),
    ...(message && {
      message: rootCause?.message.includes(message)
        ? message
        : rootCause?.message ?? '',
    }),
    ...(nextAttemptAt &&
      failedAt && {
        retryAfterHours:
          (Date.parse(nextAttemptAt) - Date.parse(failedAt)) / 3_600_000,
      }),
    ...(wanted.findings && {
      findings: wanted.findings.filter(code => codes.includes(code)),
    }),
  };
}

/** The expectation with the name of the situation's namespace filled in. */
export function wantedOf({
  situation,
  expect: wanted,
}: RecordedSituation): SituationExpectation {
  const { cause } = wanted;
  return {
    ...wanted,
    ...(cause && {
      cause: { ...cause, summary: cause.summary.replace('{ns}', situation) },
    }),
  };
}
