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
} from '../pki/CertificateAuthority';
import { SECRETS } from '../workloads/workloadTypes';
import {
  certificateRequest,
  certificateSecret,
  readyStatus,
} from './certificateObjects';
import { certificateSpec } from './CertificateSpec';
import { requestOf, revisionOf, writeStatus } from './certificateState';
import { CERTIFICATE_REQUESTS } from './certManagerTypes';
import { decoded, secretText } from './pemData';
import { requestMismatches } from './whyReissue';

/** A fresh key in a Secret of its own and a request signed with it. */
async function sendRequest(
  api: KubeApi,
  certificate: KubeObject,
): Promise<void> {
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
  writeStatus(api, certificate, {
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
  writeStatus(api, certificate, { ...rest, ...ready });
  if (keySecret) api.delete({ type: SECRETS, namespace, name: `${name}-next` });
}

function fail(
  api: KubeApi,
  certificate: KubeObject,
  { reason, message }: Condition,
): void {
  const status = statusOf(certificate);
  writeStatus(api, certificate, {
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

/** Takes an issuance one step further: request, wait, store or fail. @internal */
export async function advanceIssuance(
  api: KubeApi,
  certificate: KubeObject,
): Promise<void> {
  const { namespace, name } = certificate.metadata;
  const current = requestOf(api, certificate, revisionOf(certificate) + 1);
  if (!current) {
    await sendRequest(api, certificate);
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
    await sendRequest(api, certificate);
  } else if (ready?.reason === 'Issued') {
    finish(api, certificate, current);
  } else if (ready && failed) {
    fail(api, certificate, ready);
  }
}
