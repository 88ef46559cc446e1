import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioClusterField } from './IstioClusterField';
import { clusterFieldSchema } from './clusterFieldSchema';
import { validateCluster } from './validateCluster';

/** The form field `IstioClusterField`. */
export const clusterField = createFormField({
  name: 'IstioClusterField',
  component: IstioClusterField,
  validation: validateCluster,
  schema: clusterFieldSchema,
});
