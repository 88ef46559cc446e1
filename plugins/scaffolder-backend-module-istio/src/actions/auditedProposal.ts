import type { AuditorService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** Who proposes what, where; never any content. @internal */
export interface ProposalTrace extends JsonObject {
  actor: string;
  task: string;
  /** As the RepoUrlPicker writes it. */
  repository: string;
  branch: string;
  /** Id of the change. */
  change: string;
  cluster: string;
  remove: boolean;
}

/**
 * Proposes between the two halves of one audit event, which the failure of a
 * proposal ends, too.
 *
 * @internal
 */
export async function auditedProposal<
  T extends { status: string; pullRequest?: { number: number; url: string } },
>(
  auditor: AuditorService,
  trace: ProposalTrace,
  propose: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: 'istio-change-propose',
    severityLevel: 'medium',
    meta: trace,
  });
  try {
    const done = await propose();
    const { status, pullRequest } = done;
    await event.success({
      meta: { outcome: status, pullRequest: pullRequest?.url ?? null },
    });
    return done;
  } catch (error) {
    await event.fail({
      error: isError(error) ? error : new Error(String(error)),
    });
    throw error;
  }
}
