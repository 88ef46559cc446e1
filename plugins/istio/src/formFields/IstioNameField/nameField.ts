import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioNameField } from './IstioNameField';
import { nameFieldSchema } from './nameFieldSchema';
import { validateName } from './validateName';

/** The form field `IstioNameField`. */
export const nameField = createFormField({
  name: 'IstioNameField',
  component: IstioNameField,
  validation: validateName,
  schema: nameFieldSchema,
});
