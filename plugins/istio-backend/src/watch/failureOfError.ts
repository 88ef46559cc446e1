import { isError } from '@backstage/errors';
import { KubeFailure } from './KubeFailure';

const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  CERT_HAS_EXPIRED: 'the certificate of the API server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'the certificate of the API server is self-signed; set caData or caFile',
  SELF_SIGNED_CERT_IN_CHAIN:
    'the certificate of the API server comes from an unknown CA; set caData or caFile',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate of the API server comes from an unknown CA; set caData or caFile',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate of the API server is for another host name',
};

/** Turns whatever the network threw into a failure with a cause that people can read. */
export function failureOfError(error: unknown): KubeFailure {
  if (error instanceof KubeFailure) return error;
  if (!isError(error)) return new KubeFailure('unreachable', String(error));
  const code = typeof error.code === 'string' ? error.code : '';
  return new KubeFailure('unreachable', CAUSES[code] ?? error.message);
}
