import type { CertificateStatus, Why } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import type { CertificateObject } from '../../model/certificateObjects';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { CertificateState, Tone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import {
  type SecretUse,
  type SecretUses,
  secretRef,
} from '../exposure/credentials';
import { certificateAction } from './certificateAction';
import { certificateChain } from './certificateChain';
import {
  CERTIFICATE_TONES,
  type CertificateTimes,
  certificateState,
  certificateTimes,
  isIssuing,
  nextAttempt,
} from './certificateState';
import { certificateWord, timesWords } from './certificateWords';
import { type Issuance, Issuances } from './issuance';
import { rootCause } from './rootCause';

/** The Secret that a Certificate writes. */
export function secretOf(certificate: CertificateObject): ObjectRef {
  return secretRef(certificate.ref.namespace ?? '', certificate.secretName);
}

function toneOf(
  state: CertificateState,
  certificate: CertificateObject,
  cause: CertificateStatus['rootCause'],
): Tone {
  // A first issuance under way is no fault yet.
  return state === 'not-issued' && isIssuing(certificate) && !cause
    ? 'info'
    : CERTIFICATE_TONES[state];
}

function whyOf(
  issuance: Issuance,
  state: CertificateState,
  times: CertificateTimes,
  cause: CertificateStatus['rootCause'],
  now: Date,
): Why {
  const { certificate } = issuance;
  const words = timesWords(state, times, now);
  const tail = cause ? `: ${cause.summary}` : '';
  return {
    summary: `${certificateWord({ ...certificate, state }, now)}${
      words ? `, ${words}` : ''
    }${tail}`,
    considered: cause
      ? [
          {
            ref: cause.object,
            says: cause.message || cause.summary,
            decides: true,
            reason: cause.reason,
          },
        ]
      : [],
  };
}

function stateOf(
  certificate: CertificateObject,
  times: CertificateTimes,
  use: SecretUse | undefined,
  now: Date,
): CertificateState {
  const state = certificateState(certificate, times, now);
  return state === 'healthy' && !use ? 'not-used' : state;
}

function managed(
  scope: AssessScope,
  issuance: Issuance,
  use: SecretUse | undefined,
): CertificateStatus {
  const { certificate } = issuance;
  const { cluster, now } = scope.context;
  const times = certificateTimes(certificate, now);
  const state = stateOf(certificate, times, use, now);
  const cause = rootCause(issuance, state);
  const action = certificateAction(certificate.ref, cause);
  const next = nextAttempt(certificate);
  const dnsNames =
    certificate.dnsNames.length > 0 || !certificate.commonName
      ? [...certificate.dnsNames]
      : [certificate.commonName];
  const { notBefore, notAfter, renewalTime } = certificate;
  const attempts = certificate.failedIssuanceAttempts;
  return {
    cluster,
    ref: certificate.ref,
    state,
    tone: toneOf(state, certificate, cause),
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
    why: whyOf(issuance, state, times, cause, now),
    ...(action && { action }),
    chain: certificateChain({
      secret: secretOf(certificate),
      dnsNames,
      state,
      issuance,
      now,
      ...(use && { use }),
      ...(cause && { rootCause: cause }),
    }),
    servedBy: use?.gateways ?? [],
  };
}

function unmanaged(scope: AssessScope, use: SecretUse): CertificateStatus {
  const { cluster, now } = scope.context;
  const unread = scope.unread('certificates.cert-manager.io', 'certificate');
  const state: CertificateState = unread ? 'unknown' : 'unmanaged';
  const { secret } = use;
  return {
    cluster,
    ref: secret,
    state,
    tone: CERTIFICATE_TONES[state],
    dnsNames: [],
    secretName: secret.name,
    why: {
      summary: unread
        ? `Certificates are ${unread}`
        : `No Certificate in ${secret.namespace} writes Secret ${secret.name}, so its expiry is not known`,
      considered: [],
    },
    chain: certificateChain({ secret, dnsNames: [], use, state, now }),
    servedBy: use.gateways,
  };
}

/** Every Certificate, and every served Secret without one. */
export function assessCertificates(
  scope: AssessScope,
  uses: SecretUses,
): CertificateStatus[] {
  const issuances = new Issuances(scope);
  const written = new Set<string>();
  const statuses = [...scope.index.all('certificate')].map(certificate => {
    const secret = secretOf(certificate);
    written.add(stringifyObjectRef(secret));
    return managed(scope, issuances.of(certificate), uses.of(secret));
  });
  const bare = uses
    .all()
    .filter(({ secret }) => !written.has(stringifyObjectRef(secret)))
    .map(use => unmanaged(scope, use));
  return [...statuses, ...bare].sort(byRef);
}
