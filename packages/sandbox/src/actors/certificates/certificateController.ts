import type { KubeApi } from '../../kube/KubeApi';
import type { KubeObject } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import {
  conditionOf,
  conditionsOf,
  statusOf,
  withCondition,
} from '../conditions';
import { validityOf } from '../pki/CertificateAuthority';
import {
  keyOf,
  ownerKeys,
  splitKey,
  startReconciler,
} from '../startReconciler';
import { SECRETS } from '../workloads/workloadTypes';
import { advanceIssuance } from './advanceIssuance';
import { readyStatus } from './certificateObjects';
import { certificateSpec } from './CertificateSpec';
import {
  requestOf,
  revisionOf,
  writeStatus,
  type CertificateStatus,
} from './certificateState';
import { CERTIFICATE_REQUESTS, CERTIFICATES } from './certManagerTypes';
import { secretText } from './pemData';
import { whyNotReady, whyReissue } from './whyReissue';

const HOUR_MS = 3_600_000;

/** cert-manager never waits longer than this between failed attempts. */
const LONGEST_BACKOFF_MS = 32 * HOUR_MS;

/** How long the next attempt has to wait after failures: an hour, doubled each time. */
function backoffLeft(certificate: KubeObject, now: Date): number {
  const { lastFailureTime, failedIssuanceAttempts } = statusOf(certificate);
  if (typeof lastFailureTime !== 'string') return 0;
  const attempts = Number(failedIssuanceAttempts ?? 1);
  const wait = Math.min(HOUR_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return new Date(lastFailureTime).getTime() + wait - now.getTime();
}

/** Sets Ready as the readiness controller does, with the dates of what is in the Secret. */
function judged(api: KubeApi, certificate: KubeObject): CertificateStatus {
  const { namespace, generation = 1 } = certificate.metadata;
  const { secretName } = certificateSpec(certificate);
  const secret = api.store.get(SECRETS, namespace, secretName);
  const now = api.now();
  const request = requestOf(api, certificate, revisionOf(certificate));
  const why = whyNotReady({ certificate, secret, request, now });
  const status = { ...statusOf(certificate) };
  const pem = secretText(secret, 'tls.crt');
  const conditions = conditionsOf(certificate);
  if (!why && pem) {
    const ready = readyStatus(
      certificate,
      conditions,
      pem,
      revisionOf(certificate),
      now,
    );
    return { ...status, ...ready };
  }
  const dates = pem && validityOf(pem);
  return {
    ...status,
    ...(dates && {
      notBefore: timestamp(dates.notBefore),
      notAfter: timestamp(dates.notAfter),
    }),
    conditions: withCondition(
      conditions,
      {
        type: 'Ready',
        status: 'False',
        reason: why?.reason ?? 'MissingData',
        message: why?.message ?? '',
        observedGeneration: generation,
      },
      now,
    ),
  };
}

/**
 * Whether the Secret is that of another Certificate, which wants it too: then
 * nothing is issued (pkg/controller/certificates/trigger, CertificateOwnsSecret).
 */
function ownedByAnother(
  api: KubeApi,
  { metadata }: KubeObject,
  secret: KubeObject | undefined,
): boolean {
  const owner =
    secret?.metadata.annotations?.['cert-manager.io/certificate-name'];
  if (!secret || !owner || owner === metadata.name) return false;
  const other = api.store.get(CERTIFICATES, metadata.namespace, owner);
  return (
    other !== undefined &&
    certificateSpec(other).secretName === secret.metadata.name
  );
}

/** Marks the Certificate for issuance when it needs one, or says when to look again. */
function trigger(api: KubeApi, certificate: KubeObject): number | undefined {
  const { namespace, generation = 1 } = certificate.metadata;
  const now = api.now();
  const secret = api.store.get(
    SECRETS,
    namespace,
    certificateSpec(certificate).secretName,
  );
  const request = requestOf(api, certificate, revisionOf(certificate));
  const why = whyReissue({ certificate, secret, request, now });
  if (!why) {
    const { renewalTime } = statusOf(certificate);
    return typeof renewalTime === 'string'
      ? Math.max(1000, new Date(renewalTime).getTime() - now.getTime())
      : undefined;
  }
  if (ownedByAnother(api, certificate, secret)) return undefined;
  const wait = backoffLeft(certificate, now);
  if (wait > 0) return wait;
  const conditions = withCondition(
    conditionsOf(certificate),
    { type: 'Issuing', status: 'True', ...why, observedGeneration: generation },
    now,
  );
  writeStatus(api, certificate, { ...statusOf(certificate), conditions });
  return undefined;
}

async function reconcile(api: KubeApi, key: string): Promise<number | void> {
  const { namespace, name } = splitKey(key);
  const found = api.store.get(CERTIFICATES, namespace, name);
  if (!found || found.metadata.deletionTimestamp) return undefined;
  if (conditionOf(found, 'Issuing')?.status === 'True') {
    await advanceIssuance(api, found);
  }
  const certificate = api.store.get(CERTIFICATES, namespace, name);
  if (!certificate) return undefined;
  writeStatus(api, certificate, judged(api, certificate));
  const written = api.get(CERTIFICATES, namespace, name);
  return conditionOf(written, 'Issuing')?.status === 'True'
    ? undefined
    : trigger(api, written);
}

/** Certificates whose Secret this is. */
function ofSecret(api: KubeApi, { metadata }: KubeObject): string[] {
  return api.store
    .list(CERTIFICATES)
    .filter(
      certificate =>
        certificate.metadata.namespace === metadata.namespace &&
        [
          certificateSpec(certificate).secretName,
          `${certificate.metadata.name}-next`,
        ].includes(metadata.name),
    )
    .map(keyOf);
}

/**
 * Stands for cert-manager's certificate controllers (trigger, request manager,
 * issuing, readiness): keeps the Secret of every Certificate filled.
 *
 * @internal
 */
export function startCertificateController(
  api: KubeApi,
  delayMs: number,
): () => void {
  return startReconciler({
    api,
    delayMs,
    watched: [
      { type: CERTIFICATES, keysOf: object => [keyOf(object)] },
      { type: CERTIFICATE_REQUESTS, keysOf: ownerKeys('Certificate') },
      { type: SECRETS, keysOf: object => ofSecret(api, object) },
    ],
    reconcile: key => reconcile(api, key),
  });
}
