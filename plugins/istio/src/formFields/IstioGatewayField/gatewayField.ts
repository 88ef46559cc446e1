import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioGatewayField } from './IstioGatewayField';
import { gatewayFieldSchema } from './gatewayFieldSchema';
import { validateGateway } from './validateGateway';

/** The form field `IstioGatewayField`. */
export const gatewayField = createFormField({
  name: 'IstioGatewayField',
  component: IstioGatewayField,
  validation: validateGateway,
  schema: gatewayFieldSchema,
});
