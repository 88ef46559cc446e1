import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { formFieldExtensions } from './formFieldExtensions';

describe('formFieldExtensions', () => {
  it('load the fields under the names that templates use', async () => {
    const fields = await Promise.all(
      formFieldExtensions.map(extension =>
        createExtensionTester(extension).get(
          FormFieldBlueprint.dataRefs.formFieldLoader,
        )(),
      ),
    );
    expect(fields).toEqual([
      expect.objectContaining({
        name: 'IstioServiceTarget',
        validation: expect.any(Function),
      }),
      expect.objectContaining({
        name: 'IstioHostField',
        validation: expect.any(Function),
      }),
    ]);
  });
});
