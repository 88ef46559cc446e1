import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioPodPortsField } from './IstioPodPortsField';
import { podPortsFieldSchema } from './podPortsFieldSchema';
import { validatePodPorts } from './validatePodPorts';

/** The form field `IstioPodPortsField`. */
export const podPortsField = createFormField({
  name: 'IstioPodPortsField',
  component: IstioPodPortsField,
  validation: validatePodPorts,
  schema: podPortsFieldSchema,
});
