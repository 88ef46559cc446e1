import type { ValidationFinding } from '../../api/validation';
import { manifestRef } from '../../build/manifest';
import type { IssuerObject } from '../../model/certificateObjects';
import type { ChangeInput, LiveChangeCheck, LiveInput } from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { nearest } from '../nearest';
import { type WantedIssuer, wantedIssuers } from '../wantedIssuers';

const GROUP = 'cert-manager.io';
const LONGEST_MESSAGE = 300;

function reaches({ namespace, issuer }: WantedIssuer, { ref }: IssuerObject) {
  return (
    ref.kind === issuer.kind &&
    (ref.kind !== 'Issuer' || ref.namespace === namespace)
  );
}

/** One of that name which this Certificate cannot use: what to write instead. */
function namesake(
  { namespace, issuer }: WantedIssuer,
  all: readonly IssuerObject[],
): { field: 'kind' | 'name'; fix: string } | undefined {
  const same = all.filter(({ ref }) => ref.name === issuer.name);
  const usable = same.find(
    ({ ref }) => ref.kind === 'ClusterIssuer' || ref.namespace === namespace,
  );
  if (usable) {
    const { kind } = usable.ref;
    return {
      field: 'kind',
      fix: `${kind} ${named(usable.ref)} does: use kind ${kind}.`,
    };
  }
  const [other] = same;
  return (
    other && {
      field: 'name',
      fix: `Issuer ${named(
        other.ref,
      )} is of another namespace, which an Issuer does not reach: ask for one in ${namespace}, or for a ClusterIssuer.`,
    }
  );
}

function missing(
  wanted: WantedIssuer,
  { intent, cluster }: ChangeInput,
  all: readonly IssuerObject[],
): ValidationFinding {
  const { issuer, namespace } = wanted;
  const other = namesake(wanted, all);
  const near = nearest(
    issuer.name,
    all.filter(one => reaches(wanted, one)).map(({ ref }) => ref.name),
  );
  const place = issuer.kind === 'Issuer' ? `namespace ${namespace} of ` : '';
  const field =
    other?.field === 'kind'
      ? fieldHolding(intent, issuer.kind, /issuer\.kind$/)
      : fieldHolding(intent, issuer.name, /issuer\.name$/);
  return {
    code: 'MW-ISSUER-MISSING',
    severity: 'error',
    ...(field && { field }),
    cause: `${issuer.kind} ${issuer.name} does not exist in ${place}${cluster}, so no certificate would be signed.`,
    fix:
      other?.fix ??
      (near
        ? `Did you mean ${near}?`
        : 'Choose an issuer that exists, or ask the platform team to create it.'),
  };
}

function external({ issuer }: WantedIssuer, intent: ChangeInput['intent']) {
  const field = fieldHolding(intent, issuer.group, /issuer\.group$/);
  return {
    code: 'MW-ISSUER-EXTERNAL',
    severity: 'info' as const,
    ...(field && { field }),
    cause: `${issuer.kind} ${issuer.name} of ${issuer.group} is not read by Meshwright.`,
    fix: 'Check that it exists and is ready.',
  };
}

/** What the server that signs said goes on into pull requests and pages. */
function bounded(message: string | undefined): string | undefined {
  return message && message.length > LONGEST_MESSAGE
    ? `${message.slice(0, LONGEST_MESSAGE)}…`
    : message;
}

function judge(wanted: WantedIssuer, input: LiveInput): ValidationFinding[] {
  const { issuer } = wanted;
  const { index, files, objects, cluster, intent } = input;
  if (issuer.group !== GROUP) return [external(wanted, intent)];
  const isProposed = objects.map(manifestRef).some(
    ({ kind, name, namespace, group }) =>
      // One that comes with the change is ready soon after it.
      group === GROUP &&
      kind === issuer.kind &&
      name === issuer.name &&
      (kind !== 'Issuer' || namespace === wanted.namespace),
  );
  if (isProposed) return [];
  const all = [...index.all('issuer')];
  const found = all.find(
    one => reaches(wanted, one) && one.ref.name === issuer.name,
  );
  if (!found) return [missing(wanted, input, all)];
  // Ready soon after it is synced, and told by another check.
  if (files?.comes(found.ref)) return [];
  const ready = found.conditions.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return [];
  const said = bounded(ready?.message ?? ready?.reason);
  const field = fieldHolding(intent, issuer.name, /issuer\.name$/);
  return [
    {
      code: 'MW-ISSUER-NOT-READY',
      severity: 'warning',
      ref: found.ref,
      ...(field && { field }),
      cause: `${issuer.kind} ${issuer.name} in ${cluster} is not ready${
        said ? `: ${said}` : ''
      }.`,
      fix: 'The certificate waits until it is: ask the platform team, or choose another issuer.',
    },
  ];
}

/** The issuers of the change exist and say that they are ready. @internal */
export const issuerIsReady: LiveChangeCheck = {
  id: 'issuer-is-ready',
  title: 'issuer',
  needs: ['issuers.cert-manager.io', 'clusterissuers.cert-manager.io'],
  concerns: input => wantedIssuers(input).length > 0,
  run: input => wantedIssuers(input).flatMap(wanted => judge(wanted, input)),
};
