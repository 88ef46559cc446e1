import type { ObjectRef } from './identity';
import type { ObjectBase } from './objectMeta';
import type { X509Facts } from './x509Facts';

/**
 * What may be known of a Secret: facts of its certificates, never a key. A
 * Secret that a gateway could take nothing from is not kept.
 *
 * @public
 */
export interface SecretObject extends ObjectBase<'secret'> {
  /** `cert` or `tls.crt`, in the order in which it is served. */
  readonly chain: readonly X509Facts[];
  /** Whether each certificate of the chain is issued by the next. */
  readonly chained: boolean;
  /** Whether there is a key beside the certificate. */
  readonly hasKey: boolean;
  /** Whether the key belongs to the certificate; absent when either cannot be read. */
  readonly keyMatches?: boolean;
  /** `cacert`, else `ca.crt`: whom clients are verified against. */
  readonly cas?: readonly X509Facts[];
  /** PEM blocks that could not be read. */
  readonly unreadable?: number;
  /** The Certificate that wrote it. */
  readonly certificate?: string;
  /** The issuer that it was issued by. */
  readonly issuer?: ObjectRef;
}
