import type { ObjectRef } from '../model/identity';
import type { CertificateState, Tone } from '../model/verdicts';
import type { X509Facts } from '../model/x509Facts';
import type { NextStep, Why } from './facts';

export type { X509Facts };

/**
 * The root certificate that a mesh trusts, as its control plane wrote it into
 * ConfigMap `istio-ca-root-cert` of every namespace.
 *
 * @public
 */
export interface TrustRootStatus {
  cluster: string;
  /** Control planes that serve it, by revision; empty when it cannot be told. */
  revisions: string[];
  /** Every certificate of the bundle; the one that ends first decides the state. */
  certificates: X509Facts[];
  /** When the first of them ends, ISO 8601; absent when that cannot be read. */
  notAfter?: string;
  /** Share of the lifetime that is left of the one that ends first, 0 to 1. */
  lifetimeLeft?: number;
  state: Extract<
    CertificateState,
    'healthy' | 'at-risk' | 'overdue' | 'expired' | 'unknown'
  >;
  tone: Tone;
  /** Namespaces that hold this bundle, sorted; at most 20 named. */
  namespaces: string[];
  namespaceCount: number;
  /** The bundle that most namespaces hold; the others differ: a rotation, or a fault. */
  majority: boolean;
  /** Set when few namespaces hold it and the root of the others is sound: istiod failed to rewrite it. */
  stale?: true;
  why: Why;
  action?: NextStep;
  ref: ObjectRef;
}

/** What the optional reading of Secrets found in the Secret of a certificate. @public */
export interface SecretCheck {
  ref: ObjectRef;
  /** `tls.crt` first, then what it is chained to. */
  chain: X509Facts[];
  /** Whether each certificate is issued by the next; absent when the issuer of a leaf is not in the Secret. */
  chainComplete?: boolean;
  /** Whether `tls.key` belongs to `tls.crt`; absent without a key. */
  keyMatches?: boolean;
  /** Certificates that clients are verified against, from `<secret>-cacert`, else `ca.crt`. */
  clientCas?: X509Facts[];
  problems: string[];
}
