import type { CertificateStatus } from '../../api/facts';
import type { CertificateState } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { durationWords } from '../durationWords';
import type { SecretUse } from '../exposure/credentials';
import { certificateChain } from './certificateChain';
import { namesOfFacts } from './certificateNames';
import { AT_RISK_SHARE, CERTIFICATE_TONES } from './certificateState';
import { millis, shareLeft } from './certificateTimes';
import { type CheckedSecret, checkSecret } from './checkSecret';
import type { Misplaced } from './misplaced';
import { secretReading } from './secretReading';

interface Judged {
  state: CertificateState;
  summary: string;
  more?: Partial<CertificateStatus>;
  check?: CheckedSecret;
}

/** A Secret that is not there: definite, where Secrets are read. */
function gone(use: SecretUse, place: Misplaced | undefined): Judged {
  const { secret } = use;
  const move = place && elsewhere(use, place);
  const summary =
    move?.summary ??
    `Secret ${secret.name} is not there in ${secret.namespace}, or holds no certificate`;
  return {
    state: 'not-issued',
    summary,
    more: {
      rootCause: {
        object: secret,
        summary,
        reason: 'SecretNotFound',
        message: '',
      },
      action: move?.action ?? {
        title: 'Make the Secret',
        detail: `Add a Certificate with secretName ${secret.name} in namespace ${secret.namespace}, or correct the name in the gateway.`,
      },
    },
  };
}

function datesOf(check: CheckedSecret, now: Date): Judged {
  const [leaf] = check.chain;
  const { name, namespace } = check.ref;
  if (!leaf) {
    return {
      state: 'not-issued',
      summary: `Secret ${namespace}/${name} holds no certificate that can be read`,
      more: {
        action: {
          title: 'Put a certificate in',
          detail: `Put a PEM certificate under tls.crt of Secret ${namespace}/${name} and its key under tls.key, best by a Certificate with that secretName.`,
        },
      },
      check,
    };
  }
  const { notBefore, notAfter } = leaf;
  const end = millis(notAfter);
  const left = shareLeft(millis(notBefore), end, now);
  const over = end !== undefined && now.getTime() >= end;
  const near = left !== undefined && left < AT_RISK_SHARE;
  const unexpired = near ? 'at-risk' : 'unmanaged';
  const span = durationWords((end ?? 0) - now.getTime());
  const [problem] = check.problems;
  return {
    state: over ? 'expired' : unexpired,
    summary: `No Certificate renews Secret ${namespace}/${name}, which ${
      over ? `expired ${span} ago` : `expires in ${span}`
    }${problem && !over ? `; ${problem}` : ''}`,
    more: {
      notBefore,
      notAfter,
      dnsNames: namesOfFacts(leaf),
      ...(left !== undefined && { lifetimeLeft: left }),
      ...((over || near) && {
        action: {
          title: 'Issue it anew',
          detail: `Replace Secret ${namespace}/${name} before clients refuse it, best by a Certificate that renews it.`,
        },
      }),
    },
    check,
  };
}

/** A Certificate writes the Secret to another namespace. */
function elsewhere({ secret }: SecretUse, { rootCause, action }: Misplaced) {
  const { kind, namespace, name } = rootCause.object;
  return {
    summary: `${kind} ${namespace}/${name} writes Secret ${secret.name} to ${namespace}, not to ${secret.namespace}, where it is looked for`,
    action,
  };
}

function judge(
  scope: AssessScope,
  use: SecretUse,
  place: Misplaced | undefined,
): Judged {
  const { secret } = use;
  const reading = secretReading(scope);
  if (reading.state === 'read') {
    const mutual = use.mutual ?? false;
    const check = checkSecret({ scope, ref: secret, mutual });
    return check ? datesOf(check, scope.context.now) : gone(use, place);
  }
  const unread = scope.unread('certificates.cert-manager.io', 'certificate');
  if (unread) {
    return { state: 'unknown', summary: `Certificates are ${unread}` };
  }
  if (place) {
    const { summary, action } = elsewhere(use, place);
    return { state: 'unmanaged', summary, more: { action } };
  }
  return {
    state: 'unmanaged',
    summary: `No Certificate in ${secret.namespace} writes Secret ${
      secret.name
    }, so its expiry is not known${
      reading.state === 'unread' ? `: Secrets are ${reading.why}` : ''
    }`,
  };
}

/** A served Secret that no Certificate writes. */
export function unmanagedStatus(
  scope: AssessScope,
  use: SecretUse,
  place?: Misplaced,
): CertificateStatus {
  const { cluster, now } = scope.context;
  const { secret } = use;
  const { state, summary, more, check } = judge(scope, use, place);
  const tone = CERTIFICATE_TONES[state];
  const wrong = check && check.problems.length > 0 && state === 'unmanaged';
  const { details: _, ...wire } = check ?? { details: [] };
  const dnsNames = more?.dnsNames ?? [];
  return {
    cluster,
    ref: secret,
    state,
    tone: wrong ? 'warning' : tone,
    dnsNames,
    secretName: secret.name,
    ...more,
    why: {
      summary,
      considered: [
        { ref: secret, says: summary, decides: true, reason: state },
      ],
    },
    chain: certificateChain({
      secret,
      dnsNames,
      use,
      state,
      now,
      ...(more?.rootCause && {
        rootCause: more.rootCause,
        facts: 'gone' as const,
      }),
      ...(check && { facts: check }),
    }),
    servedBy: use.gateways,
    ...(check && 'ref' in wire && { secret: wire }),
  };
}
