import type { Entity } from '@backstage/catalog-model';
import type {
  ScaffolderApi,
  ScaffolderDryRunOptions,
} from '@backstage/plugin-scaffolder-react';
import type { ChangePreview } from '../IstioPreview/ChangePreview';
import { changePreview, stepOutputs } from './changePreview';

/** The template of the form, as the catalog holds it. */
export const exposeTemplate: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'expose-service', namespace: 'default' },
  spec: {
    type: 'service',
    steps: [
      { id: 'generate', name: 'Write', action: 'istio:generate:ingress' },
      { id: 'validate', name: 'Check', action: 'istio:validate' },
      { id: 'propose', name: 'Propose', action: 'istio:gitops:propose' },
    ],
    output: { text: [] },
  },
};

/** A scaffolder whose dry run gives what a test sets. */
export class FakeScaffolder {
  preview: ChangePreview | Promise<ChangePreview> = changePreview();
  /** What every run after the first gives, when that is something else. */
  later?: ChangePreview;
  /** The step that fails, and how. */
  failing?: { step: string; error: Error; times?: number };
  /** Answers so many runs, and then none any more. */
  leaves?: { afterRuns: number; error: Error };
  /** What the dry run itself says, before any step. */
  refusal?: Error;
  readonly runs: ScaffolderDryRunOptions[] = [];

  async dryRun(request: ScaffolderDryRunOptions) {
    this.runs.push(request);
    if (this.refusal) throw this.refusal;
    const { steps } = request.template.spec;
    if (this.leaves && this.runs.length > this.leaves.afterRuns) {
      throw this.leaves.error;
    }
    const { failing } = this;
    if (failing && steps.some(({ id }) => id === failing.step)) {
      if (failing.times !== undefined && --failing.times === 0) {
        this.failing = undefined;
      }
      throw failing.error;
    }
    return {
      directoryContents: [],
      log: [],
      steps: [],
      output: { meshwright: stepOutputs(await this.#answer()) },
    };
  }

  #answer() {
    return this.runs.length > 1 ? this.later ?? this.preview : this.preview;
  }

  /** The one method that a preview calls. */
  get api(): ScaffolderApi {
    return this as unknown as ScaffolderApi;
  }
}

/** An error as the client of the scaffolder throws it. */
export function problem(
  statusCode: number,
  name: string,
  message: string,
): Error {
  return Object.assign(new Error(`Request failed with ${statusCode}`), {
    name: 'ResponseError',
    statusCode,
    cause: Object.assign(new Error(message), { name }),
  });
}
