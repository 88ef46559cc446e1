import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { manifestRef } from '@meshwright/backstage-plugin-istio-common';
import {
  createForge,
  planManifests,
  proposeChange,
  type ProposeResult,
} from '@meshwright/backstage-plugin-istio-node';
import type { z as zod } from 'zod/v3';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';
import { changeIdentityOf } from '../workspace/changeIdentityOf';
import { DEFAULT_DIRECTORY, directoryInput } from '../workspace/directory';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import { readChange } from '../workspace/readChange';
import { forgeToken } from './forgeToken';
import { clusterFolder, gitopsTarget, type GitopsTarget } from './gitopsTarget';
import { examples } from './proposeChange.examples';
import { pullRequestText } from './pullRequestText';
import { findingSchema, verifiedAgainstSchema } from './validationSchemas';

type Z = typeof zod;

const input = {
  directory: directoryInput,
  repoUrl: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Repository, host?owner=o&repo=r; istio.gitops.repoUrl by default',
      ),
  branch: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Branch that the sync follows; istio.gitops.branch by default'),
  path: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Folder of a namespace, with {cluster} and {namespace}; istio.gitops.path by default',
      ),
  token: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Token for the forge; that of the user (secrets.USER_OAUTH_TOKEN) by default, then that of integrations',
      ),
  validation: (z: Z) =>
    z
      .object({
        passed: z.number().describe('How many checks found nothing'),
        findings: z.array(findingSchema(z)).describe('Warnings and remarks'),
        warnings: z
          .array(z.string())
          .optional()
          .describe('Not read, so that the output may be passed as it is'),
        unverified: z.array(z.string()).describe('What could not be checked'),
        verifiedAgainst: verifiedAgainstSchema(z).optional(),
      })
      .optional()
      .describe('Output of istio:validate, for the pull request'),
  labels: (z: Z) =>
    z.array(z.string()).optional().describe('Labels of the pull request'),
  reviewers: (z: Z) =>
    z
      .object({
        users: z.array(z.string()).optional().describe('People'),
        teams: z.array(z.string()).optional().describe('Teams'),
      })
      .optional()
      .describe('Who is asked for a review'),
};

const output = {
  status: (z: Z) =>
    z
      .enum(['created', 'updated', 'unchanged', 'dry-run'])
      .describe(
        'created: a pull request was opened. updated: the open one was. unchanged: nothing was to do. dry-run: nothing was written',
      ),
  message: (z: Z) => z.string().describe('What was done, in one sentence'),
  pullRequestUrl: (z: Z) =>
    z.string().optional().describe('Page of the pull request, if there is one'),
  pullRequestNumber: (z: Z) =>
    z.number().optional().describe('Number of the pull request'),
  watchUrl: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Page on which the change can be watched taking effect'),
  branch: (z: Z) => z.string().describe('Branch of the change'),
  changeId: (z: Z) => z.string().describe('Id of the change'),
  diff: (z: Z) =>
    z.string().describe('Unified diff of what was, or would be, written'),
};

/**
 * The action `istio:gitops:propose`: brings the repository to the wanted state
 * through one pull request, and tells the `istio` backend to follow it.
 *
 * @public
 */
export function createProposeAction(deps: {
  backend: IstioBackend;
  config: Config;
  integrations: ScmIntegrationRegistry;
}) {
  return createTemplateAction({
    id: 'istio:gitops:propose',
    description:
      'Proposes generated definitions to the GitOps repository as one pull request, which a later run updates',
    examples,
    supportsDryRun: true,
    schema: { input, output },
    async handler(ctx) {
      const { directory = DEFAULT_DIRECTORY, validation } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, directory);
      const change = await readChange(folder, directory);
      const target = gitopsTarget(ctx.input, deps.config);
      const text = pullRequestText(change, validation, ctx, deps.config);
      const propose = async () =>
        forCheckpoint(
          await proposeChange({
            forge: createForge({
              integrations: deps.integrations,
              repoUrl: target.repoUrl,
              token: forgeToken({
                ...{ token: ctx.input.token, secrets: ctx.secrets },
                ...{ repoUrl: target.repoUrl, config: deps.config },
              }),
            }),
            base: target.branch,
            identity: changeIdentityOf(change),
            plan: planManifests(change.objects, {
              cluster: change.intent.cluster,
              path: target.path,
              fileName: `${change.intent.name}-${change.kind}.yaml`,
            }),
            text,
            allowedFolders: [clusterFolder(target, change.intent.cluster)],
            labels: ctx.input.labels,
            reviewers: ctx.input.reviewers,
            dryRun: ctx.isDryRun,
          }),
        );
      const done = ctx.isDryRun
        ? await propose()
        : await ctx.checkpoint({
            key: `istio.propose.${change.changeId}.${change.intentHash}`,
            fn: propose,
          });
      ctx.logger.info(done.message);
      for (const warning of done.warnings) ctx.logger.warn(warning);
      if (ctx.isDryRun && done.diff) ctx.logger.info(done.diff);
      if (done.pullRequest && !ctx.isDryRun) {
        const credentials = await ctx.getInitiatorCredentials();
        const call = { credentials, signal: ctx.signal };
        await register(change, done, target, deps.backend, call, ctx.logger);
      }
      ctx.output('status', done.status);
      ctx.output('message', done.message);
      ctx.output('pullRequestUrl', done.pullRequest?.url);
      ctx.output('pullRequestNumber', done.pullRequest?.number);
      ctx.output('watchUrl', text.watchUrl);
      ctx.output('branch', done.branch);
      ctx.output('changeId', done.changeId);
      ctx.output('diff', done.diff);
    },
  });
}

/** What is kept of a proposal, as JSON: a recovered task goes on from it. */
interface Proposed extends JsonObject {
  status: 'created' | 'updated' | 'unchanged' | 'dry-run';
  message: string;
  warnings: string[];
  branch: string;
  changeId: string;
  diff: string;
  pullRequest?: { number: number; url: string };
}

function forCheckpoint(result: ProposeResult): Proposed {
  const { outcome, message, warnings, branch, changeId, diff } = result;
  return {
    status: outcome === 'already-so' ? 'unchanged' : outcome,
    ...{ message, warnings, branch, changeId, diff },
    ...(result.pullRequest && { pullRequest: result.pullRequest }),
  };
}

/**
 * Tells the backend to follow the change. The pull request is there whatever
 * the backend says, so the task does not fail over it.
 */
async function register(
  change: WorkspaceChange,
  done: Proposed,
  target: GitopsTarget,
  backend: IstioBackend,
  call: CallOptions,
  logger: LoggerService,
): Promise<void> {
  const { intent } = change;
  if (!done.pullRequest) return;
  const answer = await backend.registerChange(
    {
      id: done.changeId,
      entityRef: change.entityRef,
      template: change.template,
      title: `Expose ${intent.service.name} at ${intent.host}`,
      cluster: intent.cluster,
      repoUrl: target.repoUrl,
      pullRequest: done.pullRequest,
      objects: change.objects.map(manifestRef),
      intentHash: change.intentHash,
      host: intent.host,
    },
    call,
  );
  if (answer.state !== 'answered') {
    logger.warn(
      `The pull request is there, but the Istio backend does not follow it (${answer.reason}); run the template again with the same values, and the page of ${change.entityRef} will show its progress`,
    );
  }
}
