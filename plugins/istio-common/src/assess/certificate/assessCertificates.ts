import type { CertificateStatus, Why } from '../../api/facts';
import type { SecretCheck } from '../../api/trust';
import { byRef } from '../../model/byCreation';
import type { CertificateObject } from '../../model/certificateObjects';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { CertificateState, Tone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { durationWords } from '../durationWords';
import {
  type SecretUse,
  type SecretUses,
  secretRef,
} from '../exposure/credentials';
import { certificateAction } from './certificateAction';
import { certificateChain } from './certificateChain';
import { namesOf } from './certificateNames';
import {
  CERTIFICATE_TONES,
  certificateState,
  isIssuing,
} from './certificateState';
import { type CertificateTimes, certificateTimes } from './certificateTimes';
import { certificateWhy } from './certificateWhy';
import { type CheckedSecret, checkSecret } from './checkSecret';
import { type Issuance, Issuances, type RootCause } from './issuance';
import { issuerSecrets } from './issuerSecrets';
import { type Misplaced, WRONG_NAMESPACE, misplaced } from './misplaced';
import { nextAttempt } from './nextAttempt';
import { rootCause } from './rootCause';
import { secretReading } from './secretReading';
import { serversKnown } from './serversKnown';
import { unmanagedStatus } from './unmanagedStatus';

/** The Secret that a Certificate writes. */
export function secretOf(certificate: CertificateObject): ObjectRef {
  return secretRef(certificate.ref.namespace ?? '', certificate.secretName);
}

/** What holds for all Certificates of one assessment. */
interface Surroundings {
  scope: AssessScope;
  /** Whether every server could be read, so that a Secret that none uses is not used. */
  knowsServers: boolean;
  readsSecrets: boolean;
  /** Secrets that are looked for where no Certificate writes them, by name. */
  missing: ReadonlyMap<string, SecretUse>;
  /** Secrets that issuers sign with. */
  signing: ReadonlySet<string>;
}

function toneOf(
  state: CertificateState,
  certificate: CertificateObject,
  cause: RootCause | undefined,
  check: CheckedSecret | undefined,
): Tone {
  // A first issuance under way is no fault yet.
  if (state === 'not-issued' && isIssuing(certificate) && !cause) return 'info';
  // Nor is a renewal, unless something holds it back.
  if (state === 'renewing' && cause) return 'warning';
  const tone = CERTIFICATE_TONES[state];
  const fault = check && check.problems.length > 0;
  return fault && (tone === 'ok' || tone === 'info') ? 'warning' : tone;
}

function stateOf(
  { certificate, keeper }: Issuance,
  times: CertificateTimes,
  use: SecretUse | undefined,
  around: Surroundings,
): CertificateState {
  const { now } = around.scope.context;
  const state = certificateState(certificate, times, now, !keeper);
  const idle =
    state === 'healthy' &&
    !use &&
    around.knowsServers &&
    !around.signing.has(stringifyObjectRef(secretOf(certificate)));
  return idle ? 'not-used' : state;
}

/** What is wrong with the namespace of a Certificate that is well and unused. */
function placeOf(
  certificate: CertificateObject,
  state: CertificateState,
  { missing }: Surroundings,
): Misplaced | undefined {
  const sought = missing.get(certificate.secretName);
  return sought && (state === 'not-used' || state === 'healthy')
    ? misplaced(certificate, sought)
    : undefined;
}

/** The part of a check that goes over the wire. */
export function wireCheck(check: CheckedSecret): SecretCheck {
  const { details: _, ...wire } = check;
  return wire;
}

function whyOf(
  issuance: Issuance,
  status: Pick<CertificateStatus, 'state' | 'chain' | 'rootCause'>,
  times: CertificateTimes,
  next: Date | undefined,
  now: Date,
): Why {
  const why = certificateWhy(issuance, status, times, now);
  // An hour is more than any queue of cert-manager takes.
  const late = next ? now.getTime() - next.getTime() : 0;
  return late > 3_600_000
    ? {
        ...why,
        summary: `${why.summary}; the next attempt was due ${durationWords(
          late,
        )} ago, so cert-manager may not be running`,
      }
    : why;
}

function managed(
  around: Surroundings,
  issuance: Issuance,
  use: SecretUse | undefined,
): CertificateStatus {
  const { certificate, keeper } = issuance;
  const { cluster, now } = around.scope.context;
  const secret = secretOf(certificate);
  const times = certificateTimes(certificate, now);
  const state = stateOf(issuance, times, use, around);
  const place = use ? undefined : placeOf(certificate, state, around);
  const cause = place?.rootCause ?? rootCause(issuance, state, now);
  const action = place?.action ?? certificateAction(certificate.ref, cause);
  const next = keeper ? undefined : nextAttempt(certificate, times);
  const dnsNames = namesOf(certificate);
  const { notBefore, notAfter, renewalTime } = certificate;
  const attempts = certificate.failedIssuanceAttempts;
  const check =
    around.readsSecrets && !keeper
      ? checkSecret({
          scope: around.scope,
          ref: secret,
          certificate,
          mutual: use?.mutual ?? false,
        })
      : undefined;
  const chain = certificateChain({
    secret,
    dnsNames,
    state,
    issuance,
    now,
    ...(use && { use }),
    ...(cause && { rootCause: cause }),
    ...(check && { facts: check }),
  });
  return {
    cluster,
    ref: certificate.ref,
    state,
    tone: place ? 'error' : toneOf(state, certificate, cause, check),
    dnsNames,
    secretName: certificate.secretName,
    issuer: certificate.issuer,
    ...(notBefore && { notBefore }),
    ...(notAfter && { notAfter }),
    ...(renewalTime && { renewalTime }),
    ...(times.left !== undefined && { lifetimeLeft: times.left }),
    ...(attempts !== undefined && { failedAttempts: attempts }),
    ...(next && { nextAttemptAt: next.toISOString() }),
    ...(cause && { rootCause: cause }),
    why: whyOf(
      issuance,
      { state, chain, ...(cause && { rootCause: cause }) },
      times,
      next,
      now,
    ),
    ...(action && { action }),
    chain,
    servedBy: use?.gateways ?? [],
    ...(check && { secret: wireCheck(check) }),
  };
}

/** Every Certificate, and every served Secret without one. */
export function assessCertificates(
  scope: AssessScope,
  uses: SecretUses,
): CertificateStatus[] {
  const certificates = [...scope.index.all('certificate')];
  const written = new Set(
    certificates.map(one => stringifyObjectRef(secretOf(one))),
  );
  const bare = uses
    .all()
    .filter(({ secret }) => !written.has(stringifyObjectRef(secret)));
  const readsSecrets = secretReading(scope).state === 'read';
  const around: Surroundings = {
    scope,
    knowsServers: serversKnown(scope),
    readsSecrets,
    missing: new Map(
      bare
        .filter(({ secret }) => !readsSecrets || !scope.index.find(secret))
        .map(use => [use.secret.name, use]),
    ),
    signing: issuerSecrets(scope),
  };
  const issuances = new Issuances(scope);
  const statuses = certificates.map(certificate =>
    managed(around, issuances.of(certificate), uses.of(secretOf(certificate))),
  );
  const moves = new Map(
    statuses.flatMap(({ secretName, rootCause: cause, action }) =>
      cause?.reason === WRONG_NAMESPACE && action
        ? [[secretName, { rootCause: cause, action }]]
        : [],
    ),
  );
  const others = bare.map(use =>
    unmanagedStatus(scope, use, moves.get(use.secret.name)),
  );
  return [...statuses, ...others].sort(byRef);
}
