import {
  FormFieldBlueprint,
  type FormField,
} from '@backstage/plugin-scaffolder-react/alpha';

/** A form field that is loaded when a form first needs it. */
function lazyField<const TName extends string>(
  name: TName,
  field: () => Promise<FormField>,
) {
  return FormFieldBlueprint.make({ name, params: { field } });
}

/** The form fields of the plugin, each loaded when a form first needs it. */
export const formFieldExtensions = [
  lazyField('service-target', async () => {
    const module = await import('./IstioServiceTarget/serviceTargetField');
    return module.serviceTargetField;
  }),
  lazyField('host', async () => {
    const module = await import('./IstioHostField/hostField');
    return module.hostField;
  }),
  lazyField('cluster', async () => {
    const module = await import('./IstioClusterField/clusterField');
    return module.clusterField;
  }),
  lazyField('namespace', async () => {
    const module = await import('./IstioNamespaceField/namespaceField');
    return module.namespaceField;
  }),
  lazyField('workload', async () => {
    const module = await import('./IstioWorkloadField/workloadField');
    return module.workloadField;
  }),
  lazyField('gateway', async () => {
    const module = await import('./IstioGatewayField/gatewayField');
    return module.gatewayField;
  }),
  lazyField('issuer', async () => {
    const module = await import('./IstioIssuerField/issuerField');
    return module.issuerField;
  }),
  lazyField('revision', async () => {
    const module = await import('./IstioRevisionField/revisionField');
    return module.revisionField;
  }),
  lazyField('name', async () => {
    const module = await import('./IstioNameField/nameField');
    return module.nameField;
  }),
  lazyField('pod-ports', async () => {
    const module = await import('./IstioPodPortsField/podPortsField');
    return module.podPortsField;
  }),
  lazyField('change', async () => {
    const module = await import('./IstioChangeField/changeField');
    return module.changeField;
  }),
  lazyField('upgrade-wave', async () => {
    const module = await import('./IstioUpgradeWaveField/upgradeWaveField');
    return module.upgradeWaveField;
  }),
  lazyField('preview', async () => {
    const module = await import('./IstioPreview/previewField');
    return module.previewField;
  }),
] as const;
