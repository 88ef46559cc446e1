import type { CatalogApi } from '@backstage/plugin-catalog-react';
import type {
  ScaffolderApi,
  ScaffolderDryRunOptions,
} from '@backstage/plugin-scaffolder-react';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { FormTexts } from '../ClusterSource/formTexts';
import { readFailure } from '../useRead';
import type { ChangePreview } from './ChangePreview';
import { readPreview } from './readPreview';

type Template = ScaffolderDryRunOptions['template'];
type Step = Template['spec']['steps'][number];

/** What is asked: this template with these values. */
export interface PreviewQuestion {
  templateRef: string;
  values: JsonObject;
}

/** What came of a dry run. */
export type PreviewAnswer =
  | { state: 'ready'; preview: ChangePreview }
  | { state: 'forbidden'; reason: string }
  /** Without a step it was not the template that failed. */
  | { state: 'failed'; step?: string; reason: string };

/** Name of the one output that a dry run for a preview has. */
const OUTPUT = 'meshwright';

/**
 * Runs the steps of the template through the dry run of the scaffolder: the
 * same code that the task will run, with the rights of the user, and without a
 * write. The outputs of all steps are asked for in place of the template's
 * own, so that a template need not know of it.
 *
 * The route is `POST /v2/dry-run` of scaffolder-backend 4.2; it wants the
 * permissions `scaffolder.task.create` and `scaffolder.template.dry-run`.
 */
export async function buildPreview(
  apis: { catalog: CatalogApi; scaffolder: ScaffolderApi; t: FormTexts },
  question: PreviewQuestion,
  secrets: Record<string, string>,
): Promise<PreviewAnswer> {
  const template = await readTemplate(apis, question.templateRef);
  if ('state' in template) return template;
  const steps = template.spec.steps.map(withId);
  const run = async (count: number) => {
    const { output } = await apis.scaffolder.dryRun({
      template: probe(template, steps.slice(0, count)),
      values: question.values,
      secrets,
      directoryContents: [],
    });
    return output[OUTPUT] as JsonValue | undefined;
  };
  let outputs: JsonValue | undefined;
  try {
    outputs = await run(steps.length);
  } catch (error) {
    return findFailure(run, steps, error);
  }
  return readyOf(outputs, steps);
}

async function readTemplate(
  { catalog, t }: { catalog: CatalogApi; t: FormTexts },
  templateRef: string,
): Promise<Template | PreviewAnswer> {
  try {
    const entity = await catalog.getEntityByRef(templateRef);
    if (entity && Array.isArray(entity.spec?.steps)) {
      // The catalog holds a template only after its own check of the kind.
      return entity as Template;
    }
    return {
      state: 'failed',
      reason: t('preview.gone', { template: templateRef }),
    };
  } catch (error) {
    const { state, reason } = readFailure(error);
    return { state, reason };
  }
}

function withId(step: Step, index: number): Step & { id: string } {
  // As the scaffolder names a step without an id.
  return { ...step, id: step.id ?? `step-${index + 1}` };
}

function probe(template: Template, steps: Step[]): Template {
  return {
    ...template,
    // An expression that stands alone keeps its type.
    spec: { ...template.spec, steps, output: { [OUTPUT]: '${{ steps }}' } },
  };
}

/**
 * The answer to a failed dry run does not say which step failed, so the steps
 * are run again from the first on. No step at all fails only when the user may
 * not try templates, or the values do not fit the form. What failed once and
 * passes now was no step's fault: a network, say, that was away for a moment.
 */
async function findFailure(
  run: (count: number) => Promise<JsonValue | undefined>,
  steps: ReadonlyArray<Step & { id: string }>,
  error: unknown,
): Promise<PreviewAnswer> {
  if (!isAnswer(error)) {
    return { state: 'failed', reason: readFailure(error).reason };
  }
  let outputs: JsonValue | undefined;
  for (let count = 0; count <= steps.length; count++) {
    try {
      outputs = await run(count);
    } catch (earlier) {
      if (count > 0) {
        return failureOf(isAnswer(earlier) ? steps[count - 1] : {}, earlier);
      }
      const { state, reason } = readFailure(earlier);
      return { state, reason };
    }
  }
  return readyOf(outputs, steps);
}

function readyOf(
  outputs: JsonValue | undefined,
  steps: ReadonlyArray<Step & { id: string }>,
): PreviewAnswer {
  try {
    return { state: 'ready', preview: readPreview(outputs, steps) };
  } catch (error) {
    return { state: 'failed', reason: readFailure(error).reason };
  }
}

function failureOf(
  { name, id }: Partial<Pick<Step, 'name' | 'id'>>,
  error: unknown,
): PreviewAnswer {
  const step = name ?? id;
  return {
    state: 'failed',
    ...(step && { step }),
    reason: readFailure(error).reason,
  };
}

/** Whether the scaffolder itself said no, rather than a network on the way. */
function isAnswer(error: unknown): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return status !== undefined && ![502, 503, 504].includes(status);
}
