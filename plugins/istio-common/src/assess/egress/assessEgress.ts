import type { EgressStatus } from '../../api/egress';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import type { Draft } from '../commonPart';
import type { ExposureResult } from '../exposure/assessExposures';
import { type EgressDraft, egressDrafts } from './egressDrafts';
import { EgressWorld } from './EgressWorld';
import { judgeEgress } from './judgeEgress';

/** Every external host that clients of the mesh are routed to, with what was found of it. */
export function egressDraftsOf(
  scope: AssessScope,
  exposure: ExposureResult,
): EgressDraft[] {
  const { directory, gatewayWorkloads, certificates } = exposure;
  return egressDrafts(
    new EgressWorld(scope, directory, gatewayWorkloads, certificates),
  );
}

/** The verdict on one of them, apart from the pods of its egress gateway. */
export function egressOf(
  scope: AssessScope,
  draft: EgressDraft,
): Draft<EgressStatus, readonly ObjectRef[]> {
  return {
    fact: judgeEgress(scope.context.cluster, draft),
    common: draft.trace.servedBy,
  };
}
