import type { TrustRootStatus } from '../../api/trust';
import type { AssessScope } from '../AssessScope';

/** The roots that the namespaces of the cluster trust. */
export function assessTrustRoots(_scope: AssessScope): TrustRootStatus[] {
  return [];
}
