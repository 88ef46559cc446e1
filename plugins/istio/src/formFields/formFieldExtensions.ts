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

const preview = FormFieldBlueprint.make({
  name: 'preview',
  params: {
    field: async () =>
      (await import('./IstioPreview/previewField')).previewField,
  },
});

const cluster = FormFieldBlueprint.make({
  name: 'cluster',
  params: {
    field: async () =>
      (await import('./IstioClusterField/clusterField')).clusterField,
  },
});

const namespace = FormFieldBlueprint.make({
  name: 'namespace',
  params: {
    field: async () =>
      (await import('./IstioNamespaceField/namespaceField')).namespaceField,
  },
});

const workload = FormFieldBlueprint.make({
  name: 'workload',
  params: {
    field: async () =>
      (await import('./IstioWorkloadField/workloadField')).workloadField,
  },
});

const gateway = FormFieldBlueprint.make({
  name: 'gateway',
  params: {
    field: async () =>
      (await import('./IstioGatewayField/gatewayField')).gatewayField,
  },
});

const issuer = FormFieldBlueprint.make({
  name: 'issuer',
  params: {
    field: async () =>
      (await import('./IstioIssuerField/issuerField')).issuerField,
  },
});

const revision = FormFieldBlueprint.make({
  name: 'revision',
  params: {
    field: async () =>
      (await import('./IstioRevisionField/revisionField')).revisionField,
  },
});

/** The form fields of the plugin, each loaded when a form first needs it. */
export const formFieldExtensions = [
  serviceTarget,
  host,
  cluster,
  namespace,
  workload,
  gateway,
  issuer,
  revision,
  preview,
] as const;
