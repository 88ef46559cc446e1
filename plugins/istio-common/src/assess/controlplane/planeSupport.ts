import type { ControlPlaneStatus } from '../../api/controlPlane';
import type { AssessScope } from '../AssessScope';
import type { ControlPlane } from '../controlPlanes';
import { supportOf } from './supportOf';

function supportNow({ context }: AssessScope, { version }: ControlPlane) {
  return supportOf(version, context.now);
}

/** How far a control plane is supported, worked out once for every rule that asks. */
export function planeSupport(
  scope: AssessScope,
  plane: ControlPlane,
): NonNullable<ControlPlaneStatus['support']> {
  return scope.memo(supportNow, plane);
}
