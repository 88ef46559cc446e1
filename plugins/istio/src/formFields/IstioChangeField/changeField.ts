import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { changeFieldSchema } from './changeFieldSchema';
import { IstioChangeField } from './IstioChangeField';
import { validateChange } from './validateChange';

/** The form field `IstioChangeField`. */
export const changeField = createFormField({
  name: 'IstioChangeField',
  component: IstioChangeField,
  validation: validateChange,
  schema: changeFieldSchema,
});
