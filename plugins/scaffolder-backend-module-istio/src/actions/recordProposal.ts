import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import {
  intentKindOf,
  manifestRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import { changeAction } from './changeAction';
import type { GitopsTarget } from './gitopsTarget';
import type { ResultTexts } from './resultTexts';

/** What is kept of a proposal, as JSON: a recovered task goes on from it. @internal */
export interface Proposed extends JsonObject {
  status: 'created' | 'updated' | 'unchanged' | 'dry-run';
  message: string;
  warnings: string[];
  branch: string;
  changeId: string;
  diff: string;
  texts: ResultTexts;
  pullRequest?: { number: number; url: string };
}

/** Whom to tell, in whose name. */
interface Recorder {
  backend: IstioBackend;
  call: CallOptions;
  logger: LoggerService;
}

/**
 * Tells the backend of a proposal, so that it is followed and can be taken
 * back. The pull request is there whatever the backend says, so the task does
 * not fail over it.
 *
 * @internal
 */
export async function recordProposal(
  change: WorkspaceChange,
  done: Proposed,
  target: GitopsTarget,
  recorder: Recorder,
): Promise<void> {
  if (done.pullRequest) {
    const registered = { ...done, pullRequest: done.pullRequest };
    await register(change, registered, target, recorder);
  }
  await keep(change, recorder);
}

/** By what the backend sees a change in the cluster; of a removal nothing is there. */
function followed({ kind, intent, place, objects, remove }: WorkspaceChange) {
  if (remove) return { objects: [] };
  return {
    cluster: place.cluster,
    objects: objects.map(manifestRef),
    ...(kind === 'ingress' && { host: String(intent.host) }),
  };
}

async function register(
  change: WorkspaceChange,
  done: Proposed & Required<Pick<Proposed, 'pullRequest'>>,
  target: GitopsTarget,
  { backend, call, logger }: Recorder,
): Promise<void> {
  const { entityRef } = change;
  if (!entityRef) {
    logger.info(
      'The change is for no entity, so no page shows its progress; the pull request does',
    );
    return;
  }
  const action = changeAction(change);
  const answer = await backend.registerChange(
    {
      id: done.changeId,
      entityRef,
      template: change.template,
      title: `${action.charAt(0).toLocaleUpperCase('en-US')}${action.slice(1)}`,
      ...followed(change),
      repoUrl: target.repoUrl,
      pullRequest: done.pullRequest,
      intentHash: change.intentHash,
    },
    call,
  );
  if (answer.state !== 'answered') {
    logger.warn(
      `The pull request is there, but the Istio backend does not follow it (${answer.reason}); run the template again with the same values, and the page of ${entityRef} will show its progress`,
    );
  }
}

/** The intent of what was proposed, or is there already: of a removal there is none. */
async function keep(
  { kind, intent, template, entityRef, remove }: WorkspaceChange,
  { backend, call, logger }: Recorder,
): Promise<void> {
  if (remove || intentKindOf(kind)?.isStep) return;
  const answer = await backend.keepIntent(
    { kind, intent, template, ...(entityRef && { entityRef }) },
    call,
  );
  if (answer.state !== 'answered') {
    logger.info(
      `The Istio backend did not keep the intent (${answer.reason}): to take it back, give the template remove-definitions its fields by hand`,
    );
  }
}
