import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioWorkloadField } from './IstioWorkloadField';
import { workloadFieldSchema } from './workloadFieldSchema';
import { validateWorkload } from './validateWorkload';

/** The form field `IstioWorkloadField`. */
export const workloadField = createFormField({
  name: 'IstioWorkloadField',
  component: IstioWorkloadField,
  validation: validateWorkload,
  schema: workloadFieldSchema,
});
