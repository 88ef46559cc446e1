import type { KubeApi } from '../../kube/KubeApi';
import type { KubeObject } from '../../kube/KubeObject';
import { statusOf, type Condition } from '../conditions';
import { CERTIFICATE_REQUESTS, CERTIFICATES } from './certManagerTypes';

/** A Certificate's status as it is written. @internal */
export type CertificateStatus = Record<string, unknown> & {
  conditions: Condition[];
};

/** The revision that was issued last; 0 before the first. @internal */
export function revisionOf(certificate: KubeObject): number {
  return Number(statusOf(certificate).revision ?? 0);
}

/** The request for a revision. @internal */
export function requestOf(
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

/** Writes the status of a Certificate. @internal */
export function writeStatus(
  api: KubeApi,
  certificate: KubeObject,
  status: CertificateStatus,
): void {
  const { namespace, name } = certificate.metadata;
  const target = { type: CERTIFICATES, namespace, name };
  api.update(target, { ...certificate, status }, { subresource: 'status' });
}
