import type { EgressStatus } from '../../api/egress';
import type { AssessScope } from '../AssessScope';
import type { ExposureResult } from '../exposure/assessExposures';

/** Every external host that clients of the mesh are routed to. */
export function assessEgress(
  _scope: AssessScope,
  _exposure: ExposureResult,
): EgressStatus[] {
  return [];
}
