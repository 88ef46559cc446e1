import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioServiceTarget } from './IstioServiceTarget';
import { targetFieldSchema } from './targetFieldSchema';
import { validateServiceTarget } from './validateServiceTarget';

/** The form field `IstioServiceTarget`. */
export const serviceTargetField = createFormField({
  name: 'IstioServiceTarget',
  component: IstioServiceTarget,
  validation: validateServiceTarget,
  schema: targetFieldSchema,
});
