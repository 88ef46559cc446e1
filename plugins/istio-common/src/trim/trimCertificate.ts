import type {
  CertificateObject,
  CertificateRequestObject,
  IssuerObject,
} from '../model/certificateObjects';
import type { ObjectRef } from '../model/identity';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  optionalTexts,
  text,
  texts,
} from './fields';
import { conditionsOf, objectBase, ownerOf } from './objectBase';
import type { WatchedResource } from './watchedResources';

const REVISION = 'cert-manager.io/certificate-revision';
const REQUEST_ANNOTATIONS: ReadonlySet<string> = new Set([REVISION]);
const CERT_MANAGER_GROUP = 'cert-manager.io';

/** The signer; a ClusterIssuer has no namespace, all others live beside the object. */
function issuerRef(raw: unknown, namespace: string | undefined): ObjectRef {
  const issuer = fields(raw);
  const kind = text(issuer.kind) ?? 'Issuer';
  return compact({
    group: text(issuer.group) ?? CERT_MANAGER_GROUP,
    kind,
    namespace: kind === 'ClusterIssuer' ? undefined : namespace,
    name: text(issuer.name) ?? '',
  });
}

/** The fields of which cert-manager wants at least one; see its webhook, ValidateCertificateSpec. */
const NAMES = [
  'commonName',
  'literalSubject',
  'dnsNames',
  'uris',
  'emailAddresses',
  'ipAddresses',
  'otherNames',
] as const;

function isUnnamed(spec: Fields): boolean {
  return NAMES.every(
    name => !text(spec[name]) && list(spec[name]).length === 0,
  );
}

export function trimCertificate(
  resource: WatchedResource,
  raw: unknown,
): CertificateObject | undefined {
  const base = objectBase('certificate', resource, raw);
  const spec = fields(fields(raw).spec);
  const status = fields(fields(raw).status);
  const secretName = text(spec.secretName);
  if (!base || !secretName) return undefined;
  return compact({
    ...base,
    generation: numeral(fields(fields(raw).metadata).generation),
    secretName,
    dnsNames: texts(spec.dnsNames),
    commonName: text(spec.commonName),
    ipAddresses: optionalTexts(spec.ipAddresses),
    unnamed: isUnnamed(spec) ? true : undefined,
    usages: list(spec.usages).length > 0 ? texts(spec.usages) : undefined,
    issuer: issuerRef(spec.issuerRef, base.ref.namespace),
    duration: text(spec.duration),
    renewBefore: text(spec.renewBefore),
    renewBeforePercentage: numeral(spec.renewBeforePercentage),
    renewalDisabled:
      fields(spec.renewal).policy === 'Disabled' ? true : undefined,
    renewalWindows:
      list(fields(spec.renewal).windows).length > 0 ? true : undefined,
    keepsKey:
      fields(spec.privateKey).rotationPolicy === 'Never' ? true : undefined,
    isCa: spec.isCA === true ? true : undefined,
    conditions: conditionsOf(raw),
    notBefore: text(status.notBefore),
    notAfter: text(status.notAfter),
    renewalTime: text(status.renewalTime),
    revision: numeral(status.revision),
    failedIssuanceAttempts: numeral(status.failedIssuanceAttempts),
    lastFailureTime: text(status.lastFailureTime),
  });
}

export function trimCertificateRequest(
  resource: WatchedResource,
  raw: unknown,
): CertificateRequestObject | undefined {
  const base = objectBase('certificaterequest', resource, raw, {
    annotations: REQUEST_ANNOTATIONS,
  });
  if (!base) return undefined;
  const revision = Number(base.annotations?.[REVISION]);
  return compact({
    ...base,
    annotations: undefined,
    certificate: ownerOf(raw, 'Certificate')?.name,
    revision: Number.isInteger(revision) ? revision : undefined,
    issuer: issuerRef(fields(fields(raw).spec).issuerRef, base.ref.namespace),
    conditions: conditionsOf(raw),
    failureTime: text(fields(fields(raw).status).failureTime),
  });
}

/** The ways of signing that cert-manager itself has; each is a key of the spec. */
const SIGNERS = ['acme', 'ca', 'vault', 'selfSigned', 'venafi'] as const;

/** An Issuer or ClusterIssuer. */
export function trimIssuer(
  resource: WatchedResource,
  raw: unknown,
): IssuerObject | undefined {
  const base = objectBase('issuer', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const kubernetes = fields(fields(fields(spec.vault).auth).kubernetes);
  return compact({
    ...base,
    issues: SIGNERS.find(signer => spec[signer] !== undefined),
    caSecret: text(fields(spec.ca).secretName),
    vaultServiceAccount: text(fields(kubernetes.serviceAccountRef).name),
    conditions: conditionsOf(raw),
  });
}
