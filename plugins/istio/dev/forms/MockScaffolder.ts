import type {
  ScaffolderApi,
  ScaffolderDryRunOptions,
} from '@backstage/plugin-scaffolder-react';
import type { FormScenario } from './FormScenario';

/** Lets the form that is looked at answer for the scaffolder. */
export class MockScaffolder {
  readonly #form: () => FormScenario | undefined;

  constructor(form: () => FormScenario | undefined) {
    this.#form = form;
  }

  async dryRun(request: ScaffolderDryRunOptions) {
    const form = this.#form();
    if (!form) throw new Error('No form is looked at');
    return form.scaffolder.dryRun(request);
  }

  /** The one method that a preview calls. */
  get api(): ScaffolderApi {
    return this as unknown as ScaffolderApi;
  }
}
