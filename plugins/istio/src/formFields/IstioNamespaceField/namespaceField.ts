import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioNamespaceField } from './IstioNamespaceField';
import { namespaceFieldSchema } from './namespaceFieldSchema';
import { validateNamespace } from './validateNamespace';

/** The form field `IstioNamespaceField`. */
export const namespaceField = createFormField({
  name: 'IstioNamespaceField',
  component: IstioNamespaceField,
  validation: validateNamespace,
  schema: namespaceFieldSchema,
});
