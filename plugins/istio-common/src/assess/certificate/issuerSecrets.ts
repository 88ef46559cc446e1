import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { secretRef } from '../exposure/credentials';

/** Where ClusterIssuers look for Secrets, unless cert-manager is told otherwise. */
const CLUSTER_RESOURCES = 'cert-manager';

/** The Secrets that CA issuers sign with: no gateway serves them, and yet they are used. */
export function issuerSecrets(scope: AssessScope): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { ref, caSecret } of scope.index.all('issuer')) {
    if (caSecret) {
      const namespace = ref.namespace ?? CLUSTER_RESOURCES;
      names.add(stringifyObjectRef(secretRef(namespace, caSecret)));
    }
  }
  return names;
}
