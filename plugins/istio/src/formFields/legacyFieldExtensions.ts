import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { hostFieldSchema } from './IstioHostField/hostFieldSchema';
import { IstioHostField } from './IstioHostField/IstioHostField';
import { validateHost } from './IstioHostField/validateHost';
import { IstioServiceTarget } from './IstioServiceTarget/IstioServiceTarget';
import { targetFieldSchema } from './IstioServiceTarget/targetFieldSchema';
import { validateServiceTarget } from './IstioServiceTarget/validateServiceTarget';

/** The field `IstioServiceTarget` for the legacy frontend system. */
export const serviceTargetFieldExtension = createScaffolderFieldExtension({
  name: 'IstioServiceTarget',
  component: IstioServiceTarget,
  validation: validateServiceTarget,
  schema: targetFieldSchema.schema,
});

/** The field `IstioHostField` for the legacy frontend system. */
export const hostFieldExtension = createScaffolderFieldExtension({
  name: 'IstioHostField',
  component: IstioHostField,
  validation: validateHost,
  schema: hostFieldSchema.schema,
});
