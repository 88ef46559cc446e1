import type { FailingExample } from './failing';
import { FAILING_EGRESS } from './failingEgress';
import { FAILING_HOSTS } from './failingHosts';
import { FAILING_MESH } from './failingMesh';
import { FAILING_NAMES } from './failingNames';
import { FAILING_POLICIES } from './failingPolicies';

/** For every check, by its id, changes that it must refuse or remark on. */
export const FAILING_EXAMPLES: Readonly<
  Record<string, readonly FailingExample[]>
> = {
  ...FAILING_HOSTS,
  ...FAILING_NAMES,
  ...FAILING_EGRESS,
  ...FAILING_POLICIES,
  ...FAILING_MESH,
};
