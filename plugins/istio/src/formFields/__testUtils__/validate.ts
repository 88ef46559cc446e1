import { type ApiRef, translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { istioApiRef, type IstioApi } from '../../api/IstioApi';

/** What a validator of a field says, as the form asks it. */
export async function validate<TValue, TOptions extends object>(
  validator: CustomFieldValidator<TValue, TOptions>,
  value: TValue,
  form: { api?: IstioApi; formData?: JsonObject; options?: TOptions } = {},
): Promise<string[]> {
  const said: string[] = [];
  const apis = new Map<string, unknown>([
    [translationApiRef.id, mockApis.translation()],
    [istioApiRef.id, form.api],
  ]);
  await validator(
    value,
    // What else rjsf has there no validator of ours touches.
    { addError: (text: string) => said.push(text) } as Parameters<
      typeof validator
    >[1],
    {
      // What is under the id of a reference is what it refers to.
      apiHolder: { get: <T>(ref: ApiRef<T>) => apis.get(ref.id) as T },
      formData: form.formData ?? {},
      schema: {},
      uiSchema: { 'ui:options': form.options },
    } as Parameters<typeof validator>[2],
  );
  return said;
}
