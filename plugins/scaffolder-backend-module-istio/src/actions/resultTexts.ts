import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import {
  codeBlock,
  plainText,
  type ProposeResult,
} from '@meshwright/backstage-plugin-istio-node';
import type { JsonObject } from '@backstage/types';
import type { z as zod } from 'zod/v3';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import { findingSentence } from './findingSentence';

type Z = typeof zod;

/** More than anybody reads; a server that signs may say as much as it likes. */
const LONGEST = 600;
const MOST = 50;

/** What the page of a task shows, as Markdown. @internal */
export interface ResultTexts extends JsonObject {
  summary: string;
  pullRequest: string;
  effects: string;
  warnings: string;
  unverified: string;
  diff: string;
}

/** The output `texts` of `istio:gitops:propose`. @internal */
export const resultTextsSchema = (z: Z) =>
  z
    .object({
      summary: z.string().describe('The intent in one sentence'),
      pullRequest: z
        .string()
        .describe('What the pull request says, or would say'),
      effects: z.string().describe('What happens in the cluster, as a list'),
      warnings: z.string().describe('The warnings, as a list'),
      unverified: z
        .string()
        .describe('What could not be checked and why, as a list'),
      diff: z.string().describe('What was, or would be, written'),
    })
    .describe(
      'For the text outputs of a template: Markdown in which what others wrote is text, without markup, images or links but for addresses that stand there as they are. A part that has nothing to say is empty',
    );

/** A sentence that may hold words of others, as one line of Markdown. @internal */
export function sentenceText(sentence: string): string {
  return plainText(
    sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence,
  );
}

/** What the page of the task shows of a proposal. @internal */
export function resultTexts(
  { summary, effects }: Pick<WorkspaceChange, 'summary' | 'effects'>,
  checks: ValidationResult | undefined,
  { outcome, pullRequestText, diff }: ProposeResult,
): ResultTexts {
  const warnings = (checks?.findings ?? [])
    .filter(({ severity }) => severity === 'warning')
    .map(findingSentence);
  return {
    summary: sentenceText(summary),
    pullRequest: pullRequestText ?? '',
    // Where everything is so already nothing happens.
    effects: outcome === 'already-so' ? '' : list(effects),
    warnings: list(warnings),
    unverified: list(checks?.unverified ?? []),
    diff: diff && codeBlock(diff, 'diff'),
  };
}

function list(sentences: readonly string[]): string {
  const shown = sentences.slice(0, MOST).map(one => `- ${sentenceText(one)}`);
  const rest = sentences.length - MOST;
  if (rest > 0) shown.push(`- and ${rest} more`);
  return shown.join('\n');
}
