import type { NextStep } from '../../api/facts';
import type { CertificateObject } from '../../model/certificateObjects';
import type { SecretUse } from '../exposure/credentials';
import type { RootCause } from './issuance';

/** The reason of a root cause. */
export const WRONG_NAMESPACE = 'WrongNamespace';

/** What is wrong with a Certificate that writes where nobody looks. */
export interface Misplaced {
  rootCause: RootCause;
  action: NextStep;
}

/**
 * A Certificate that nobody uses, while its Secret is looked for elsewhere:
 * gateways take credentials from the namespace of their pods.
 * Source: pilot/pkg/model/credentials/resource.go.
 */
export function misplaced(
  { ref, secretName }: Pick<CertificateObject, 'ref' | 'secretName'>,
  { secret, gateways }: SecretUse,
): Misplaced {
  const [gateway] = gateways;
  const server = gateway
    ? `${gateway.kind} ${gateway.namespace}/${gateway.name} looks`
    : 'the gateway pods look';
  return {
    rootCause: {
      object: ref,
      summary: `It is in the wrong namespace: it writes Secret ${secretName} to ${ref.namespace}, and ${server} for it in ${secret.namespace}`,
      reason: WRONG_NAMESPACE,
      message: '',
    },
    action: {
      title: `Move ${ref.name}`,
      detail: `Move Certificate ${ref.name} to namespace ${secret.namespace}, where the gateway pods run and look for Secret ${secretName}.`,
    },
  };
}
