import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { formFieldExtensions } from './formFieldExtensions';

const { formFieldLoader } = FormFieldBlueprint.dataRefs;

describe('formFieldExtensions', () => {
  it('loads the fields under the names that templates use', async () => {
    const fields = await Promise.all(
      formFieldExtensions.map(extension =>
        createExtensionTester(
          // They differ in their names and nothing else.
          extension as (typeof formFieldExtensions)[0],
        ).get(formFieldLoader)(),
      ),
    );
    const named = (name: string) =>
      expect.objectContaining({ name, validation: expect.any(Function) });
    expect(fields).toEqual(
      [
        'IstioServiceTarget',
        'IstioHostField',
        'IstioClusterField',
        'IstioNamespaceField',
        'IstioWorkloadField',
        'IstioGatewayField',
        'IstioIssuerField',
        'IstioRevisionField',
        'IstioNameField',
        'IstioPodPortsField',
        'IstioChangeField',
        'IstioUpgradeWaveField',
        'IstioPreview',
      ].map(named),
    );
  });
});
