import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import type { ChangePreview } from './ChangePreview';

/** A step of a template, as far as it matters which one it is. */
export interface PreviewedStep {
  id?: string;
  action: string;
}

const fileSchema = z.object({
  path: z.string(),
  change: z.enum(['create', 'update', 'delete', 'unchanged']),
  added: z.number(),
  removed: z.number(),
  before: z.string().nullish(),
  after: z.string().nullish(),
  note: z.string().optional(),
});

const objectSchema = z.object({
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  path: z.string(),
  change: z.enum(['create', 'update', 'delete', 'unchanged']),
});

const proposedSchema = z.object({
  previewId: z.string().min(1),
  repository: z.string(),
  base: z.object({ branch: z.string(), commit: z.string().optional() }),
  branch: z.string().optional(),
  pullRequestNumber: z.number().optional(),
  pullRequestUrl: z.string().optional(),
  reviewers: z.array(z.string()).optional(),
  files: z.array(fileSchema),
  objects: z.array(objectSchema).optional(),
});

const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  ref: z
    .object({
      group: z.string(),
      kind: z.string(),
      namespace: z.string().optional(),
      name: z.string(),
    })
    .optional(),
  field: z.string().optional(),
  path: z.string().optional(),
  cause: z.string(),
  fix: z.string(),
  documentation: z.string().optional(),
});

const checkedSchema = z.object({
  passed: z.number().default(0),
  findings: z.array(findingSchema).default([]),
  unverified: z.array(z.string()).default([]),
  verifiedAgainst: z.object({ cluster: z.string(), at: z.string() }).optional(),
});

const generatedSchema = z.object({
  summary: z.string().optional(),
  effects: z.array(z.string()).default([]),
  rollback: z.string().optional(),
});

const outputsSchema = z.record(
  z.string(),
  z.object({ output: z.unknown() }).optional(),
);

/** Actions that say what the change does, also where it takes something out. */
function isGenerating(action: string): boolean {
  return action.startsWith('istio:generate:') || action === 'istio:remove';
}

/**
 * Reads what the steps of a dry run gave out. A step is known by its action,
 * so that a template may name its steps as it likes; of several alike the last
 * one speaks.
 *
 * @throws Error when no step says what would be written
 */
export function readPreview(
  outputs: JsonValue | undefined,
  steps: readonly PreviewedStep[],
): ChangePreview {
  const known = outputsSchema.parse(outputs ?? {});
  const outputOf = (isIt: (action: string) => boolean): unknown =>
    steps
      .filter(({ action }) => isIt(action))
      .map(({ id }) => (id ? known[id]?.output : undefined))
      .filter(output => output !== undefined)
      .at(-1);
  const proposal = outputOf(action => action === 'istio:gitops:propose');
  const proposed = proposedSchema.safeParse(proposal);
  if (!proposed.success) {
    throw new Error(
      proposal === undefined
        ? 'No step istio:gitops:propose ran, so there is nothing to preview'
        : 'The step istio:gitops:propose did not say what it would write; update the Istio module of the scaffolder to the version of this plugin',
    );
  }
  const checked = checkedSchema.parse(
    outputOf(action => action === 'istio:validate') ?? {},
  );
  const generated = generatedSchema.parse(outputOf(isGenerating) ?? {});
  return { ...changeOf(proposed.data), ...checked, ...generated };
}

function changeOf(proposed: z.infer<typeof proposedSchema>) {
  const { pullRequestNumber: number, pullRequestUrl: url } = proposed;
  const { previewId, repository, base, branch, reviewers = [] } = proposed;
  const { objects } = proposed;
  return {
    ...{ previewId, repository, base, branch, reviewers },
    ...(objects && { objects }),
    ...(number !== undefined && url && { pullRequest: { number, url } }),
    files: proposed.files.map(file => ({
      ...file,
      before: file.before ?? '',
      after: file.after ?? '',
    })),
  };
}
