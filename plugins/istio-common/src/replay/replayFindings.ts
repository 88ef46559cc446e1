import type { FindingStatus } from '../api/facts';
import { assessCluster } from '../assess/assessCluster';
import { isIgnored } from '../assess/findings/ignoredNamespaces';
import { FINDING_KINDS } from '../findings/catalogue';
import { MeshIndex } from '../index/MeshIndex';
import { fields, list, text } from '../trim/fields';
import { FINDING_EXCEPTIONS } from './findingExceptions';
import type { ReplayLine, ReplayMismatch } from './replayCase';
import { trimRaw } from './trimRaw';

/** Codes that both sides know. */
const OURS: ReadonlySet<string> = new Set(
  Object.values(FINDING_KINDS)
    .map(({ code }) => code)
    .filter(code => code.startsWith('IST')),
);

/** How istioctl names an object: `Gateway shop/web`. */
function nameOf({ kind, namespace, name }: FindingStatus['ref']): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** What we say, muted findings left out as istioctl leaves them out. */
function ourFindings(objects: readonly unknown[]): Map<string, string> {
  const assessment = assessCluster(
    MeshIndex.build(objects.flatMap(raw => trimRaw(raw) ?? [])),
    { cluster: 'replay', now: new Date(0), dataStates: new Map() },
  );
  return new Map(
    assessment.findings
      .filter(
        ({ muted, code, ref }) => !muted && OURS.has(code) && !isIgnored(ref),
      )
      .map(({ code, ref, cause }) => [`${code} ${nameOf(ref)}`, cause]),
  );
}

function theirFindings(raw: unknown): Map<string, string> {
  return new Map(
    list(raw)
      .map(fields)
      .filter(({ code }) => OURS.has(text(code) ?? ''))
      .map(({ code, object, message }) => [
        `${code} ${object}`,
        text(message) ?? '',
      ]),
  );
}

/** Findings of one side that the other lacks, without those that are to be so. */
function missing(
  side: 'ours' | 'theirs',
  mine: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string>,
  objects: readonly unknown[],
): string[] {
  const exceptions = FINDING_EXCEPTIONS.filter(one => one.side === side);
  return [...mine]
    .filter(
      ([key, words]) =>
        !others.has(key) &&
        !exceptions.some(
          ({ code, applies }) =>
            key.startsWith(`${code} `) &&
            applies({ object: key.slice(code.length + 1), words, objects }),
        ),
    )
    .map(([key, words]) => `${key}: ${words}`);
}

/** What istioctl analyze says of a cluster: code and object. */
export const replayFindings: ReplayLine = line => {
  const recorded = fields(line);
  if (!Array.isArray(recorded.findings) || !Array.isArray(recorded.objects)) {
    return { kind: 'invalid', message: 'no objects with findings' };
  }
  const objects = list(recorded.objects);
  const ours = ourFindings(objects);
  const theirs = theirFindings(recorded.findings);
  const mismatches: ReplayMismatch[] = [
    ...missing('theirs', theirs, ours, objects).map(about => ({
      about,
      expected: 'found',
      actual: 'not found',
    })),
    ...missing('ours', ours, theirs, objects).map(about => ({
      about,
      expected: 'not found',
      actual: 'found',
    })),
  ];
  return { kind: 'case', mismatches };
};
