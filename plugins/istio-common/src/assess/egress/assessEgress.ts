import type { EgressStatus } from '../../api/egress';
import type { AssessScope } from '../AssessScope';
import type { ExposureResult } from '../exposure/assessExposures';
import { type EgressDraft, egressDrafts } from './egressDrafts';
import { EgressWorld } from './EgressWorld';
import { byHost, judgeEgress } from './judgeEgress';

/** Every external host with what was found of it; worked out once for a scope. */
export function egressDraftsOf(
  scope: AssessScope,
  exposure: ExposureResult,
): EgressDraft[] {
  const { directory, gatewayWorkloads, certificates } = exposure;
  return egressDrafts(
    new EgressWorld(scope, directory, gatewayWorkloads, certificates),
  );
}

/** Every external host that clients of the mesh are routed to. */
export function assessEgress(
  scope: AssessScope,
  exposure: ExposureResult,
): EgressStatus[] {
  return scope
    .memo(egressDraftsOf, exposure)
    .map(draft => judgeEgress(scope.context.cluster, draft))
    .sort(byHost);
}
