import type { JsonObject } from '@backstage/types';
import type { FakeIstioApi } from '../../src/formFields/__testUtils__/FakeIstioApi';
import type { FakeScaffolder } from '../../src/formFields/__testUtils__/FakeScaffolder';

/** A page of a form in one state. */
export interface FormScenario {
  name: string;
  /** Page of the form, as a template writes it. */
  step: JsonObject;
  /** What was filled in before. */
  formData: JsonObject;
  api: FakeIstioApi;
  scaffolder: FakeScaffolder;
}
