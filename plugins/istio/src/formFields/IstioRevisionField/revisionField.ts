import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioRevisionField } from './IstioRevisionField';
import { revisionFieldSchema } from './revisionFieldSchema';
import { validateRevision } from './validateRevision';

/** The form field `IstioRevisionField`. */
export const revisionField = createFormField({
  name: 'IstioRevisionField',
  component: IstioRevisionField,
  validation: validateRevision,
  schema: revisionFieldSchema,
});
