import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import type { z as zod } from 'zod/v3';
import type { IstioBackend } from '../backend/IstioBackend';
import { schemaFindings } from '../schema/schemaFindings';
import type { SchemaSource } from '../schema/SchemaSource';
import { DEFAULT_DIRECTORY, directoryInput } from '../workspace/directory';
import { noteLook } from '../workspace/noteLook';
import { readChange } from '../workspace/readChange';
import { checkChange } from './checkChange';
import { findingSentence } from './findingSentence';
import { mergeResults } from './mergeResults';
import { otherFiles } from './otherFiles';
import { sentenceText } from './resultTexts';
import { targetInput } from './targetInput';
import { examples } from './validateChange.examples';
import { findingSchema, verifiedAgainstSchema } from './validationSchemas';

type Z = typeof zod;

const input = {
  directory: directoryInput,
  ...targetInput,
  otherFiles: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'Check against the other files of the repository too; on by default where one is configured',
      ),
  requireVerified: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'Stop, too, when something could not be checked; off by default',
      ),
};

const output = {
  passed: (z: Z) =>
    z.number().describe('How many checks ran and found nothing'),
  findings: (z: Z) =>
    z
      .array(findingSchema(z))
      .describe('Warnings and remarks, for the pull request'),
  warnings: (z: Z) =>
    z
      .array(z.string())
      .describe(
        'The warnings as sentences of Markdown, for a text output: what others wrote is text in them',
      ),
  unverified: (z: Z) =>
    z
      .array(z.string())
      .describe(
        'What could not be checked and why, for the pull request; as it is, so that a text output takes texts.unverified of istio:gitops:propose',
      ),
  verifiedAgainst: (z: Z) =>
    verifiedAgainstSchema(z)
      .optional()
      .describe('Cluster and time of the live state that was used'),
};

/**
 * The action `istio:validate`: schema of every object, the objects among
 * themselves, and against the live cluster through the `istio` backend. Errors
 * stop the task; the rest is output for the pull request.
 *
 * @public
 */
export function createValidateAction(deps: {
  backend: IstioBackend;
  schemas: SchemaSource;
  config: Config;
  integrations: ScmIntegrationRegistry;
  now: () => Date;
}) {
  return createTemplateAction({
    id: 'istio:validate',
    description:
      'Checks generated definitions against their schemas, each other, the other files of the repository and the live cluster, and removals against what still uses them; errors stop the task',
    examples,
    supportsDryRun: true,
    schema: { input, output },
    async handler(ctx) {
      const { directory = DEFAULT_DIRECTORY, requireVerified } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, directory);
      const change = await readChange(folder, directory);
      const credentials = await ctx.getInitiatorCredentials();
      const call = { credentials, signal: ctx.signal };
      const other =
        ctx.input.otherFiles === false
          ? undefined
          : await otherFiles(change, {
              ...{ step: ctx.input, secrets: ctx.secrets },
              ...{ config: deps.config, integrations: deps.integrations },
            });
      if (other?.look) await noteLook(folder, other.look);
      const repository = other?.state;
      const result = mergeResults(
        // What is taken out may be as old as it is.
        await schemaFindings(
          change.remove ? [] : change.objects,
          deps.schemas,
          {
            cluster: change.place.cluster,
            ...(repository && { repository }),
            ...call,
          },
        ),
        await checkChange(change, deps, call, repository),
      );
      report(ctx.logger, result);
      // A dry run writes nothing, and shows what stops the change beside the change.
      if (!ctx.isDryRun) stopOnErrors(result, requireVerified ?? false);
      ctx.output('passed', result.passed);
      ctx.output('findings', result.findings);
      ctx.output(
        'warnings',
        result.findings
          .filter(({ severity }) => severity === 'warning')
          .map(finding => sentenceText(findingSentence(finding))),
      );
      ctx.output('unverified', result.unverified);
      if (result.verifiedAgainst) {
        ctx.output('verifiedAgainst', result.verifiedAgainst);
      }
    },
  });
}

function report(logger: LoggerService, result: ValidationResult): void {
  logger.info(`${result.passed} checks passed`);
  for (const finding of result.findings) {
    if (finding.severity === 'info') logger.info(findingSentence(finding));
    else logger.warn(findingSentence(finding));
  }
  for (const text of result.unverified) logger.warn(`Unverified: ${text}`);
}

function stopOnErrors(result: ValidationResult, requireVerified: boolean) {
  const sentences = result.findings
    .filter(({ severity }) => severity === 'error')
    .map(findingSentence);
  if (requireVerified) sentences.push(...result.unverified);
  if (sentences.length === 0) return;
  const count =
    sentences.length === 1 ? '1 problem' : `${sentences.length} problems`;
  throw new InputError(
    `The change is stopped by ${count}, nothing was written. ${sentences.join(
      ' ',
    )}`,
  );
}
