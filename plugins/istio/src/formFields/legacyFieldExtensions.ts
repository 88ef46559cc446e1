import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { clusterFieldSchema } from './IstioClusterField/clusterFieldSchema';
import { IstioClusterField } from './IstioClusterField/IstioClusterField';
import { validateCluster } from './IstioClusterField/validateCluster';
import { namespaceFieldSchema } from './IstioNamespaceField/namespaceFieldSchema';
import { IstioNamespaceField } from './IstioNamespaceField/IstioNamespaceField';
import { validateNamespace } from './IstioNamespaceField/validateNamespace';
import { workloadFieldSchema } from './IstioWorkloadField/workloadFieldSchema';
import { IstioWorkloadField } from './IstioWorkloadField/IstioWorkloadField';
import { validateWorkload } from './IstioWorkloadField/validateWorkload';
import { gatewayFieldSchema } from './IstioGatewayField/gatewayFieldSchema';
import { IstioGatewayField } from './IstioGatewayField/IstioGatewayField';
import { validateGateway } from './IstioGatewayField/validateGateway';
import { issuerFieldSchema } from './IstioIssuerField/issuerFieldSchema';
import { IstioIssuerField } from './IstioIssuerField/IstioIssuerField';
import { validateIssuer } from './IstioIssuerField/validateIssuer';
import { revisionFieldSchema } from './IstioRevisionField/revisionFieldSchema';
import { IstioRevisionField } from './IstioRevisionField/IstioRevisionField';
import { validateRevision } from './IstioRevisionField/validateRevision';
import { hostFieldSchema } from './IstioHostField/hostFieldSchema';
import { IstioHostField } from './IstioHostField/IstioHostField';
import { validateHost } from './IstioHostField/validateHost';
import { nameFieldSchema } from './IstioNameField/nameFieldSchema';
import { IstioNameField } from './IstioNameField/IstioNameField';
import { validateName } from './IstioNameField/validateName';
import { podPortsFieldSchema } from './IstioPodPortsField/podPortsFieldSchema';
import { IstioPodPortsField } from './IstioPodPortsField/IstioPodPortsField';
import { validatePodPorts } from './IstioPodPortsField/validatePodPorts';
import { changeFieldSchema } from './IstioChangeField/changeFieldSchema';
import { IstioChangeField } from './IstioChangeField/IstioChangeField';
import { validateChange } from './IstioChangeField/validateChange';
import { IstioUpgradeWaveField } from './IstioUpgradeWaveField/IstioUpgradeWaveField';
import { upgradeWaveFieldSchema } from './IstioUpgradeWaveField/upgradeWaveFieldSchema';
import { validateUpgradeWave } from './IstioUpgradeWaveField/validateUpgradeWave';
import { IstioPreview } from './IstioPreview/IstioPreview';
import { previewFieldSchema } from './IstioPreview/previewFieldSchema';
import { validatePreview } from './IstioPreview/validatePreview';
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

/** The field `IstioPreview` for the legacy frontend system. */
export const previewFieldExtension = createScaffolderFieldExtension({
  name: 'IstioPreview',
  component: IstioPreview,
  validation: validatePreview,
  schema: previewFieldSchema.schema,
});

/** The field `IstioClusterField` for the legacy frontend system. */
export const clusterFieldExtension = createScaffolderFieldExtension({
  name: 'IstioClusterField',
  component: IstioClusterField,
  validation: validateCluster,
  schema: clusterFieldSchema.schema,
});

/** The field `IstioNamespaceField` for the legacy frontend system. */
export const namespaceFieldExtension = createScaffolderFieldExtension({
  name: 'IstioNamespaceField',
  component: IstioNamespaceField,
  validation: validateNamespace,
  schema: namespaceFieldSchema.schema,
});

/** The field `IstioWorkloadField` for the legacy frontend system. */
export const workloadFieldExtension = createScaffolderFieldExtension({
  name: 'IstioWorkloadField',
  component: IstioWorkloadField,
  validation: validateWorkload,
  schema: workloadFieldSchema.schema,
});

/** The field `IstioGatewayField` for the legacy frontend system. */
export const gatewayFieldExtension = createScaffolderFieldExtension({
  name: 'IstioGatewayField',
  component: IstioGatewayField,
  validation: validateGateway,
  schema: gatewayFieldSchema.schema,
});

/** The field `IstioIssuerField` for the legacy frontend system. */
export const issuerFieldExtension = createScaffolderFieldExtension({
  name: 'IstioIssuerField',
  component: IstioIssuerField,
  validation: validateIssuer,
  schema: issuerFieldSchema.schema,
});

/** The field `IstioRevisionField` for the legacy frontend system. */
export const revisionFieldExtension = createScaffolderFieldExtension({
  name: 'IstioRevisionField',
  component: IstioRevisionField,
  validation: validateRevision,
  schema: revisionFieldSchema.schema,
});

/** The field `IstioNameField` for the legacy frontend system. */
export const nameFieldExtension = createScaffolderFieldExtension({
  name: 'IstioNameField',
  component: IstioNameField,
  validation: validateName,
  schema: nameFieldSchema.schema,
});

/** The field `IstioPodPortsField` for the legacy frontend system. */
export const podPortsFieldExtension = createScaffolderFieldExtension({
  name: 'IstioPodPortsField',
  component: IstioPodPortsField,
  validation: validatePodPorts,
  schema: podPortsFieldSchema.schema,
});

/** The field `IstioChangeField` for the legacy frontend system. */
export const changeFieldExtension = createScaffolderFieldExtension({
  name: 'IstioChangeField',
  component: IstioChangeField,
  validation: validateChange,
  schema: changeFieldSchema.schema,
});

/** The field `IstioUpgradeWaveField` for the legacy frontend system. */
export const upgradeWaveFieldExtension = createScaffolderFieldExtension({
  name: 'IstioUpgradeWaveField',
  component: IstioUpgradeWaveField,
  validation: validateUpgradeWave,
  schema: upgradeWaveFieldSchema.schema,
});
