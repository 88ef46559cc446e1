import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const serviceTarget = FormFieldBlueprint.make({
  name: 'service-target',
  params: {
    field: async () =>
      (await import('./IstioServiceTarget/serviceTargetField'))
        .serviceTargetField,
  },
});

const host = FormFieldBlueprint.make({
  name: 'host',
  params: {
    field: async () => (await import('./IstioHostField/hostField')).hostField,
  },
});

/** The form fields of the plugin, each loaded when a form first needs it. */
export const formFieldExtensions = [serviceTarget, host] as const;
