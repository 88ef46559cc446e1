import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioPreview } from './IstioPreview';
import { previewFieldSchema } from './previewFieldSchema';
import { validatePreview } from './validatePreview';

/** The form field `IstioPreview`. */
export const previewField = createFormField({
  name: 'IstioPreview',
  component: IstioPreview,
  validation: validatePreview,
  schema: previewFieldSchema,
});
