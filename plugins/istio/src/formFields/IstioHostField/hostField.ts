import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioHostField } from './IstioHostField';
import { hostFieldSchema } from './hostFieldSchema';
import { validateHost } from './validateHost';

/** The form field `IstioHostField`. */
export const hostField = createFormField({
  name: 'IstioHostField',
  component: IstioHostField,
  validation: validateHost,
  schema: hostFieldSchema,
});
