import { X509Certificate } from 'node:crypto';
import type { KubeApi } from '../../kube/KubeApi';
import { isRecord, type KubeObject } from '../../kube/KubeObject';
import {
  conditionOf,
  conditionsOf,
  statusOf,
  withCondition,
  type Condition,
} from '../conditions';
import { keyOf, splitKey, startReconciler } from '../startReconciler';
import { specOf } from '../workloads/Pod';
import { SECRETS } from '../workloads/workloadTypes';
import { CLUSTER_ISSUERS, ISSUERS } from './certManagerTypes';
import { secretText } from './pemData';
import { resourceNamespace, type Authorities } from './requestController';

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>;

function caVerdict(
  api: KubeApi,
  issuer: KubeObject,
  secretName: string,
): Verdict {
  const bad = (reason: string, message: string): Verdict => ({
    status: 'False',
    reason,
    message: `Error getting keypair for CA issuer: ${message}`,
  });
  const namespace = resourceNamespace(issuer);
  const secret = api.store.get(SECRETS, namespace, secretName);
  const pem = secretText(secret, 'tls.crt');
  if (!secret) return bad('ErrGetKeyPair', `secrets "${secretName}" not found`);
  if (!pem || !secretText(secret, 'tls.key')) {
    const missing = pem ? 'tls.key' : 'tls.crt';
    return bad(
      'ErrGetKeyPair',
      `no data for "${missing}" in secret '${namespace}/${secretName}'`,
    );
  }
  if (!new X509Certificate(pem).ca) {
    return bad('ErrInvalidKeyPair', 'certificate is not a CA');
  }
  return {
    status: 'True',
    reason: 'KeyPairVerified',
    message: 'Signing CA verified',
  };
}

/** What the setup of an issuer finds; undefined leaves its condition as it is. */
function verdictOn(
  api: KubeApi,
  issuer: KubeObject,
  authorities: Authorities,
): Verdict | undefined {
  const spec = specOf(issuer);
  if (isRecord(spec.selfSigned)) {
    return { status: 'True', reason: 'IsReady', message: '' };
  }
  if (isRecord(spec.ca)) {
    return caVerdict(api, issuer, String(spec.ca.secretName));
  }
  // Whether a Vault answers is for the scenario to say; nobody answers for one that it does not know.
  if (conditionOf(issuer, 'Ready')) return undefined;
  if (isRecord(spec.vault) && authorities.has(issuer.metadata.name)) {
    return {
      status: 'True',
      reason: 'VaultVerified',
      message: 'Vault verified',
    };
  }
  return isRecord(spec.vault)
    ? {
        status: 'False',
        reason: 'VaultError',
        message:
          'Failed to verify Vault is initialized and unsealed: no such host',
      }
    : undefined;
}

function reconcile(api: KubeApi, authorities: Authorities, key: string): void {
  const { namespace, name } = splitKey(key);
  const type = namespace ? ISSUERS : CLUSTER_ISSUERS;
  const issuer = api.store.get(type, namespace, name);
  const verdict = issuer && verdictOn(api, issuer, authorities);
  if (!verdict) return;
  const conditions = withCondition(
    conditionsOf(issuer),
    {
      type: 'Ready',
      ...verdict,
      observedGeneration: issuer.metadata.generation ?? 1,
    },
    api.now(),
  );
  api.update(
    { type, namespace, name },
    { ...issuer, status: { ...statusOf(issuer), conditions } },
    { subresource: 'status' },
  );
}

/** Issuers whose CA is in this Secret. */
function ofSecret(api: KubeApi, { metadata }: KubeObject): string[] {
  return [...api.store.list(ISSUERS), ...api.store.list(CLUSTER_ISSUERS)]
    .filter(issuer => {
      const { ca } = specOf(issuer);
      return (
        isRecord(ca) &&
        ca.secretName === metadata.name &&
        resourceNamespace(issuer) === metadata.namespace
      );
    })
    .map(keyOf);
}

/** Keeps the Ready condition of issuers, as cert-manager's issuer controllers do. @internal */
export function startIssuerController(
  api: KubeApi,
  authorities: Authorities,
  delayMs: number,
): () => void {
  return startReconciler({
    api,
    delayMs,
    watched: [
      { type: ISSUERS, keysOf: object => [keyOf(object)] },
      { type: CLUSTER_ISSUERS, keysOf: object => [keyOf(object)] },
      { type: SECRETS, keysOf: object => ofSecret(api, object) },
    ],
    reconcile: key => reconcile(api, authorities, key),
  });
}
