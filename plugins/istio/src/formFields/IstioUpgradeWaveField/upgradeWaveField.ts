import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { IstioUpgradeWaveField } from './IstioUpgradeWaveField';
import { upgradeWaveFieldSchema } from './upgradeWaveFieldSchema';
import { validateUpgradeWave } from './validateUpgradeWave';

/** The form field `IstioUpgradeWaveField`. */
export const upgradeWaveField = createFormField({
  name: 'IstioUpgradeWaveField',
  component: IstioUpgradeWaveField,
  validation: validateUpgradeWave,
  schema: upgradeWaveFieldSchema,
});
