import type { KubeApi } from '../../kube/KubeApi';
import type { KubeObject } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import {
  conditionOf,
  conditionsOf,
  statusOf,
  withCondition,
  type Condition,
} from '../conditions';
import {
  certificateRequestPem,
  makeKeyPair,
  privateKeyPem,
  validityOf,
} from '../pki/CertificateAuthority';
import {
  keyOf,
  ownerKeys,
  splitKey,
  startReconciler,
} from '../startReconciler';
import { SECRETS } from '../workloads/workloadTypes';
import {
  certificateRequest,
  certificateSecret,
  readyStatus,
} from './certificateObjects';
import { certificateSpec } from './CertificateSpec';
import { CERTIFICATE_REQUESTS, CERTIFICATES } from './certManagerTypes';
import { decoded, secretText } from './pemData';
import { requestMismatches, whyNotReady, whyReissue } from './whyReissue';

const HOUR_MS = 3_600_000;

/** cert-manager never waits longer than this between failed attempts. */
const LONGEST_BACKOFF_MS = 32 * HOUR_MS;

type Status = Record<string, unknown> & { conditions: Condition[] };

function revisionOf(certificate: KubeObject): number {
  return Number(statusOf(certificate).revision ?? 0);
}

function requestOf(
  api: KubeApi,
  { metadata }: KubeObject,
  revision: number,
): KubeObject | undefined {
  return api.store.get(
    CERTIFICATE_REQUESTS,
    metadata.namespace,
    `${metadata.name}-${revision}`,
  );
}

function write(api: KubeApi, certificate: KubeObject, status: Status): void {
  const { namespace, name } = certificate.metadata;
  const target = { type: CERTIFICATES, namespace, name };
  api.update(target, { ...certificate, status }, { subresource: 'status' });
}

/** How long the next attempt has to wait after failures: an hour, doubled each time. */
function backoffLeft(certificate: KubeObject, now: Date): number {
  const { lastFailureTime, failedIssuanceAttempts } = statusOf(certificate);
  if (typeof lastFailureTime !== 'string') return 0;
  const attempts = Number(failedIssuanceAttempts ?? 1);
  const wait = Math.min(HOUR_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
  return new Date(lastFailureTime).getTime() + wait - now.getTime();
}

/** Sets Ready as the readiness controller does, with the dates of what is in the Secret. */
function judged(api: KubeApi, certificate: KubeObject): Status {
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
  const wait = backoffLeft(certificate, now);
  if (wait > 0) return wait;
  const conditions = withCondition(
    conditionsOf(certificate),
    { type: 'Issuing', status: 'True', ...why, observedGeneration: generation },
    now,
  );
  write(api, certificate, { ...statusOf(certificate), conditions });
  return undefined;
}

/** A fresh key in a Secret of its own and a request signed with it. */
async function request(api: KubeApi, certificate: KubeObject): Promise<void> {
  const { namespace, name } = certificate.metadata;
  const spec = certificateSpec(certificate);
  const keys = await makeKeyPair(spec.algorithm);
  const pem = await certificateRequestPem(keys, spec);
  const revision = revisionOf(certificate) + 1;
  const keyName = `${name}-next`;
  if (api.store.get(SECRETS, namespace, keyName)) {
    api.delete({ type: SECRETS, namespace, name: keyName });
  }
  api.create(SECRETS, namespace, {
    metadata: {
      name: keyName,
      labels: {
        'cert-manager.io/next-private-key': 'true',
        'controller.cert-manager.io/fao': 'true',
      },
    },
    data: { 'tls.key': Buffer.from(privateKeyPem(keys)).toString('base64') },
  });
  const sent = certificateRequest(certificate, revision, pem);
  api.create(CERTIFICATE_REQUESTS, namespace, sent);
  write(api, certificate, {
    ...statusOf(certificate),
    conditions: conditionsOf(certificate),
    nextPrivateKeySecretName: keyName,
  });
}

/** Puts a signed certificate into the Secret and ends the issuance. */
function finish(
  api: KubeApi,
  certificate: KubeObject,
  signed: KubeObject,
): void {
  const { namespace, name } = certificate.metadata;
  const keySecret = api.store.get(SECRETS, namespace, `${name}-next`);
  const material = {
    certificate: decoded(statusOf(signed).certificate),
    ca: decoded(statusOf(signed).ca),
    privateKey: secretText(keySecret, 'tls.key') ?? '',
  };
  const secret = certificateSecret(certificate, material);
  const { secretName } = certificateSpec(certificate);
  const existing = api.store.get(SECRETS, namespace, secretName);
  if (existing) {
    const target = { type: SECRETS, namespace, name: secretName };
    api.update(target, { ...secret, type: existing.type });
  } else {
    api.create(SECRETS, namespace, secret);
  }
  const {
    nextPrivateKeySecretName,
    failedIssuanceAttempts,
    lastFailureTime,
    ...rest
  } = statusOf(certificate);
  const others = conditionsOf(certificate).filter(
    ({ type }) => type !== 'Issuing',
  );
  const revision = revisionOf(certificate) + 1;
  const ready = readyStatus(
    certificate,
    others,
    material.certificate,
    revision,
    api.now(),
  );
  write(api, certificate, { ...rest, ...ready });
  if (keySecret) api.delete({ type: SECRETS, namespace, name: `${name}-next` });
}

function fail(
  api: KubeApi,
  certificate: KubeObject,
  { reason, message }: Condition,
): void {
  const status = statusOf(certificate);
  write(api, certificate, {
    ...status,
    lastFailureTime: timestamp(api.now()),
    failedIssuanceAttempts: Number(status.failedIssuanceAttempts ?? 0) + 1,
    conditions: withCondition(
      conditionsOf(certificate),
      {
        type: 'Issuing',
        status: 'False',
        reason,
        message: `The certificate request has failed to complete and will be retried: ${message}`,
        observedGeneration: certificate.metadata.generation ?? 1,
      },
      api.now(),
    ),
  });
}

/** Takes an issuance one step further: request, wait, store or fail. */
async function advance(api: KubeApi, certificate: KubeObject): Promise<void> {
  const { namespace, name } = certificate.metadata;
  const current = requestOf(api, certificate, revisionOf(certificate) + 1);
  if (!current) {
    await request(api, certificate);
    return;
  }
  const key = api.store.get(SECRETS, namespace, `${name}-next`);
  const stale =
    requestMismatches(current, certificateSpec(certificate)).length > 0;
  const ready = conditionOf(current, 'Ready');
  const failed = ready?.reason === 'Failed' || ready?.reason === 'Denied';
  const before = conditionOf(certificate, 'Issuing')?.lastTransitionTime ?? '';
  const leftover = failed && current.metadata.creationTimestamp < before;
  if (!key || stale || leftover) {
    const target = { type: CERTIFICATE_REQUESTS, namespace };
    api.delete({ ...target, name: current.metadata.name });
    await request(api, certificate);
  } else if (ready?.reason === 'Issued') {
    finish(api, certificate, current);
  } else if (ready && failed) {
    fail(api, certificate, ready);
  }
}

async function reconcile(api: KubeApi, key: string): Promise<number | void> {
  const { namespace, name } = splitKey(key);
  const found = api.store.get(CERTIFICATES, namespace, name);
  if (!found || found.metadata.deletionTimestamp) return undefined;
  if (conditionOf(found, 'Issuing')?.status === 'True') {
    await advance(api, found);
  }
  const certificate = api.store.get(CERTIFICATES, namespace, name);
  if (!certificate) return undefined;
  write(api, certificate, judged(api, certificate));
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
