import { isApiError } from '../../kube/ApiError';
import type { KubeApi } from '../../kube/KubeApi';
import { isRecord, type KubeObject } from '../../kube/KubeObject';
import { timestamp } from '../../kube/store/ObjectStore';
import {
  conditionOf,
  conditionsOf,
  statusOf,
  withCondition,
} from '../conditions';
import { CertificateAuthority, selfSign } from '../pki/CertificateAuthority';
import { keyOf, splitKey, startReconciler } from '../startReconciler';
import { specOf } from '../workloads/Pod';
import { SECRETS } from '../workloads/workloadTypes';
import { approvedConditions, issuedRequestStatus } from './certificateObjects';
import { certificateSpec } from './CertificateSpec';
import {
  CERTIFICATE_REQUESTS,
  CLUSTER_ISSUERS,
  CLUSTER_RESOURCE_NAMESPACE,
  ISSUERS,
} from './certManagerTypes';
import { decoded, secretText } from './pemData';

/** Who signs for issuers that have no key of their own in the cluster, by name. @internal */
export type Authorities = ReadonlyMap<string, CertificateAuthority>;

interface Signed {
  certificate: string;
  ca: string;
}

/** Says that a request has to wait; cert-manager's reporter calls it Pending. */
class Pending extends Error {}
/** Says that a request will never be signed. */
class Failed extends Error {}

function issuerOf(api: KubeApi, request: KubeObject): KubeObject {
  const { kind, name } = certificateSpec(request).issuerRef;
  const cluster = kind === 'ClusterIssuer';
  try {
    return cluster
      ? api.get(CLUSTER_ISSUERS, undefined, name)
      : api.get(ISSUERS, request.metadata.namespace, name);
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
    throw new Pending(
      `Referenced "${kind}" not found: ${kind.toLowerCase()}.cert-manager.io "${name}" not found`,
    );
  }
}

/** The namespace in which the Secrets of an issuer are. @internal */
export function resourceNamespace(issuer: KubeObject): string {
  return issuer.metadata.namespace ?? CLUSTER_RESOURCE_NAMESPACE;
}

function isAcme(api: KubeApi, request: KubeObject): boolean {
  const { kind, name } = certificateSpec(request).issuerRef;
  const [type, namespace] =
    kind === 'ClusterIssuer'
      ? [CLUSTER_ISSUERS, undefined]
      : [ISSUERS, request.metadata.namespace];
  const issuer = api.store.get(type, namespace, name);
  return issuer !== undefined && isRecord(specOf(issuer).acme);
}

async function authorityOf(
  api: KubeApi,
  issuer: KubeObject,
  authorities: Authorities,
): Promise<CertificateAuthority> {
  const { ca } = specOf(issuer);
  const known = authorities.get(issuer.metadata.name);
  if (!isRecord(ca)) {
    if (known) return known;
    throw new Failed(
      'Error signing certificate: the sandbox has nobody who signs for this issuer',
    );
  }
  const namespace = resourceNamespace(issuer);
  const secretName = String(ca.secretName);
  const secret = api.store.get(SECRETS, namespace, secretName);
  if (!secret) {
    throw new Pending(
      `Referenced secret ${namespace}/${secretName} not found: secret "${secretName}" not found`,
    );
  }
  return CertificateAuthority.fromPem(
    secretText(secret, 'tls.crt') ?? '',
    secretText(secret, 'tls.key') ?? '',
  ).catch(error => {
    throw new Pending(
      `Failed to parse signing CA keypair from secret ${namespace}/${secretName}: ${error.message}`,
    );
  });
}

async function sign(
  api: KubeApi,
  request: KubeObject,
  authorities: Authorities,
): Promise<Signed> {
  const issuer = issuerOf(api, request);
  if (conditionOf(issuer, 'Ready')?.status !== 'True') {
    throw new Pending(
      'Referenced issuer does not have a Ready status condition',
    );
  }
  const { duration, usages, isCA } = certificateSpec(request);
  const pem = decoded(specOf(request).request);
  const now = api.now();
  const subject = {
    usages,
    isCA,
    notBefore: new Date(Math.floor(now.getTime() / 1000) * 1000),
    notAfter: new Date(Math.floor(now.getTime() / 1000) * 1000 + duration),
  };
  if (isRecord(specOf(issuer).selfSigned)) {
    const keyName =
      request.metadata.annotations?.['cert-manager.io/private-key-secret-name'];
    const key = api.get(SECRETS, request.metadata.namespace, keyName ?? '');
    const own = await selfSign(pem, secretText(key, 'tls.key') ?? '', subject);
    return { certificate: own, ca: own };
  }
  const authority = await authorityOf(api, issuer, authorities);
  return {
    certificate: await authority.signRequest(pem, subject),
    ca: authority.pem,
  };
}

function writeStatus(api: KubeApi, request: KubeObject, status: object): void {
  const { namespace, name } = request.metadata;
  const target = { type: CERTIFICATE_REQUESTS, namespace, name };
  const current = api.get(CERTIFICATE_REQUESTS, namespace, name);
  api.update(target, { ...current, status }, { subresource: 'status' });
}

async function reconcile(
  api: KubeApi,
  authorities: Authorities,
  key: string,
): Promise<void> {
  const { namespace, name } = splitKey(key);
  const request = api.store.get(CERTIFICATE_REQUESTS, namespace, name);
  if (!request) return;
  const conditions = conditionsOf(request);
  const ready = conditionOf(request, 'Ready');
  if (['Issued', 'Failed', 'Denied'].includes(ready?.reason ?? '')) return;
  if (conditionOf(request, 'Approved')?.status !== 'True') {
    writeStatus(api, request, {
      ...statusOf(request),
      conditions: approvedConditions(conditions, api.now()),
    });
    return;
  }
  const unready = (reason: string, error: Error) =>
    withCondition(
      conditions,
      { type: 'Ready', status: 'False', reason, message: error.message },
      api.now(),
    );
  // Orders and challenges are for a scenario to say: the sandbox plays no ACME server.
  if (isAcme(api, request)) return;
  try {
    const signed = await sign(api, request, authorities);
    writeStatus(
      api,
      request,
      issuedRequestStatus(conditions, signed, api.now()),
    );
  } catch (error) {
    if (error instanceof Pending) {
      writeStatus(api, request, {
        ...statusOf(request),
        conditions: unready('Pending', error),
      });
    } else if (error instanceof Failed) {
      writeStatus(api, request, {
        ...statusOf(request),
        failureTime: timestamp(api.now()),
        conditions: unready('Failed', error),
      });
    } else {
      throw error;
    }
  }
}

/** Requests that wait for an issuer or for the Secret of one. */
function waiting(api: KubeApi, issuerName?: string): string[] {
  return api.store
    .list(CERTIFICATE_REQUESTS)
    .filter(
      request =>
        conditionOf(request, 'Ready')?.status !== 'True' &&
        (!issuerName || certificateSpec(request).issuerRef.name === issuerName),
    )
    .map(keyOf);
}

/**
 * Stands for cert-manager's approver and its CA, self-signed and Vault issuers.
 *
 * @internal
 */
export function startRequestController(
  api: KubeApi,
  authorities: Authorities,
  delayMs: number,
): () => void {
  const ofIssuer = ({ metadata }: KubeObject) => waiting(api, metadata.name);
  return startReconciler({
    api,
    delayMs,
    watched: [
      { type: CERTIFICATE_REQUESTS, keysOf: object => [keyOf(object)] },
      { type: ISSUERS, keysOf: ofIssuer },
      { type: CLUSTER_ISSUERS, keysOf: ofIssuer },
    ],
    reconcile: key => reconcile(api, authorities, key),
  });
}
