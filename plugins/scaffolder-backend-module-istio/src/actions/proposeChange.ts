import {
  resolveSafeChildPath,
  type AuditorService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  createForge,
  proposeChange,
  type ProposeResult,
} from '@meshwright/backstage-plugin-istio-node';
import type { z as zod } from 'zod/v3';
import type { IstioBackend } from '../backend/IstioBackend';
import { changeIdentityOf } from '../workspace/changeIdentityOf';
import { DEFAULT_DIRECTORY, directoryInput } from '../workspace/directory';
import { readChange } from '../workspace/readChange';
import { auditedProposal } from './auditedProposal';
import { forgeToken } from './forgeToken';
import { allowedFolders, gitopsTarget } from './gitopsTarget';
import { examples } from './proposeChange.examples';
import { planOf } from './planOf';
import { previewOutput } from './previewOutput';
import { pullRequestText } from './pullRequestText';
import {
  resultTexts,
  resultTextsSchema,
  type ResultTexts,
} from './resultTexts';
import { type Proposed, recordProposal } from './recordProposal';
import { signInAgain } from './signInAgain';
import { targetInput } from './targetInput';
import { findingSchema, verifiedAgainstSchema } from './validationSchemas';

type Z = typeof zod;

/** The context, as far as what is said at the end needs it. */
interface ProposeContext {
  logger: LoggerService;
  output(name: ProposeOutput, value: unknown): void;
}

type ProposeOutput = keyof typeof output;

const input = {
  directory: directoryInput,
  ...targetInput,
  previewed: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'previewId of the dry run that was agreed to: nothing is written when the change would be another one by now',
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
  texts: resultTextsSchema,
  ...previewOutput,
};

/**
 * The action `istio:gitops:propose`: brings the repository to the wanted state
 * through one pull request, and tells the `istio` backend to follow it.
 *
 * @public
 */
export function createProposeAction(deps: {
  auditor: AuditorService;
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
      const { repoUrl } = target;
      const given = { token: ctx.input.token, secrets: ctx.secrets, repoUrl };
      const propose = async () => {
        const forge = createForge({
          integrations: deps.integrations,
          repoUrl,
          token: forgeToken({ ...given, config: deps.config }),
        });
        return proposeChange({
          forge,
          base: target.branch,
          identity: changeIdentityOf(change),
          plan: planOf(change, target),
          removal: change.remove,
          previewed: ctx.input.previewed,
          text,
          allowedFolders: allowedFolders(target, change.place.cluster),
          labels: ctx.input.labels,
          reviewers: ctx.input.reviewers,
          dryRun: ctx.isDryRun,
        }).catch(error => {
          throw signInAgain(error, given);
        });
      };
      if (ctx.isDryRun) {
        const result = await propose();
        const texts = resultTexts(change, validation, result);
        tell(ctx, forCheckpoint(result, texts), text.watchUrl);
        tellPreview(ctx, result, ctx.input.reviewers);
        return;
      }
      const done = await ctx.checkpoint({
        key: `istio.propose.${change.changeId}.${change.intentHash}`,
        fn: () =>
          auditedProposal(
            deps.auditor,
            {
              actor: ctx.user?.ref ?? 'unknown',
              task: ctx.task.id,
              repository: target.repoUrl,
              branch: target.branch,
              change: change.changeId,
              cluster: change.place.cluster,
              remove: change.remove,
            },
            async () => {
              const result = await propose();
              const texts = resultTexts(change, validation, result);
              return forCheckpoint(result, texts);
            },
          ),
      });
      const credentials = await ctx.getInitiatorCredentials();
      const call = { credentials, signal: ctx.signal };
      const { backend } = deps;
      await recordProposal(change, done, target, {
        ...{ backend, call, logger: ctx.logger },
      });
      tell(ctx, done, text.watchUrl);
    },
  });
}

/** What is written into the log and put out, of any run. */
function tell(
  ctx: Pick<ProposeContext, 'logger' | 'output'>,
  done: Proposed,
  watchUrl: string | undefined,
): void {
  ctx.logger.info(done.message);
  for (const warning of done.warnings) ctx.logger.warn(warning);
  ctx.output('status', done.status);
  ctx.output('message', done.message);
  ctx.output('pullRequestUrl', done.pullRequest?.url);
  ctx.output('pullRequestNumber', done.pullRequest?.number);
  ctx.output('watchUrl', watchUrl);
  ctx.output('branch', done.branch);
  ctx.output('changeId', done.changeId);
  ctx.output('diff', done.diff);
  ctx.output('texts', done.texts);
}

function tellPreview(
  ctx: Pick<ProposeContext, 'logger' | 'output'>,
  { diff, preview, objects, owners = [] }: ProposeResult,
  { users = [], teams = [] }: { users?: string[]; teams?: string[] } = {},
): void {
  if (diff) ctx.logger.info(diff);
  if (!preview) return;
  ctx.output('previewId', preview.id);
  ctx.output('repository', preview.repository);
  ctx.output('base', preview.base);
  const names = [...users, ...teams, ...owners.map(({ name }) => name)];
  ctx.output('reviewers', [...new Set(names)]);
  ctx.output('files', preview.files);
  ctx.output(
    'objects',
    objects.map(({ ref: { kind, namespace, name }, path, change }) => ({
      ...{ kind, name, path, change },
      ...(namespace && { namespace }),
    })),
  );
}

function forCheckpoint(result: ProposeResult, texts: ResultTexts): Proposed {
  const { outcome, message, warnings, branch, changeId, diff } = result;
  return {
    status: outcome === 'already-so' ? 'unchanged' : outcome,
    ...{ message, warnings, branch, changeId, diff, texts },
    ...(result.pullRequest && { pullRequest: result.pullRequest }),
  };
}
