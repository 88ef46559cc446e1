import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioIssuerField } from './IstioIssuerField';
import { issuerFieldSchema } from './issuerFieldSchema';
import { validateIssuer } from './validateIssuer';

/** The form field `IstioIssuerField`. */
export const issuerField = createFormField({
  name: 'IstioIssuerField',
  component: IstioIssuerField,
  validation: validateIssuer,
  schema: issuerFieldSchema,
});
