import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { formFieldExtensions } from './formFieldExtensions';

const { formFieldLoader } = FormFieldBlueprint.dataRefs;
const [serviceTarget, host] = formFieldExtensions;

describe('formFieldExtensions', () => {
  it('loads the fields under the names that templates use', async () => {
    const loaders = [
      createExtensionTester(serviceTarget).get(formFieldLoader),
      createExtensionTester(host).get(formFieldLoader),
    ];
    expect(await Promise.all(loaders.map(load => load()))).toEqual([
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
