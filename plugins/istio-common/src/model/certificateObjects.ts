import type { ObjectRef } from './identity';
import type { ObjectBase, StatusCondition } from './objectMeta';

/** A Certificate of cert-manager. Times are ISO 8601. @public */
export interface CertificateObject extends ObjectBase<'certificate'> {
  readonly generation?: number;
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly commonName?: string;
  readonly ipAddresses?: readonly string[];
  /** Set when the specification names neither host, address, URI nor subject. */
  readonly unnamed?: boolean;
  /** Key usages asked for; absent for cert-manager's default, which names none of TLS. */
  readonly usages?: readonly string[];
  readonly issuer: ObjectRef;
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly renewBeforePercentage?: number;
  readonly renewalDisabled?: boolean;
  /** Set when renewal is confined to time windows. */
  readonly renewalWindows?: boolean;
  /** Set when the private key may not be replaced: `rotationPolicy: Never`. */
  readonly keepsKey?: boolean;
  readonly isCa?: boolean;
  readonly conditions: readonly StatusCondition[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly renewalTime?: string;
  readonly revision?: number;
  readonly failedIssuanceAttempts?: number;
  readonly lastFailureTime?: string;
}

/** A CertificateRequest. @public */
export interface CertificateRequestObject
  extends ObjectBase<'certificaterequest'> {
  /** Name of the Certificate that owns it. */
  readonly certificate?: string;
  /** The revision of the Certificate that it asks for. */
  readonly revision?: number;
  readonly issuer: ObjectRef;
  readonly conditions: readonly StatusCondition[];
  readonly failureTime?: string;
}

/** An Issuer or ClusterIssuer. @public */
export interface IssuerObject extends ObjectBase<'issuer'> {
  /** `acme`, `ca`, `vault`, `selfSigned`, … */
  readonly issues?: string;
  /** The Secret of a CA issuer. */
  readonly caSecret?: string;
  /** The ServiceAccount by whose tokens cert-manager logs in to Vault. */
  readonly vaultServiceAccount?: string;
  readonly conditions: readonly StatusCondition[];
}

/** An ACME Order. @public */
export interface OrderObject extends ObjectBase<'order'> {
  /** Name of the CertificateRequest that owns it. */
  readonly request?: string;
  readonly state?: string;
  readonly reason?: string;
}

/** An ACME Challenge. @public */
export interface ChallengeObject extends ObjectBase<'challenge'> {
  /** Name of the Order that owns it. */
  readonly order?: string;
  readonly dnsName?: string;
  /** `HTTP-01` or `DNS-01`. */
  readonly challenge?: string;
  readonly state?: string;
  readonly reason?: string;
  readonly presented?: boolean;
  readonly processing?: boolean;
}
