import { IstioClusterField } from '../IstioClusterField/IstioClusterField';
import { validateCluster } from '../IstioClusterField/validateCluster';
import { IstioNamespaceField } from '../IstioNamespaceField/IstioNamespaceField';
import { validateNamespace } from '../IstioNamespaceField/validateNamespace';
import { IstioWorkloadField } from '../IstioWorkloadField/IstioWorkloadField';
import { validateWorkload } from '../IstioWorkloadField/validateWorkload';
import { IstioGatewayField } from '../IstioGatewayField/IstioGatewayField';
import { validateGateway } from '../IstioGatewayField/validateGateway';
import { IstioIssuerField } from '../IstioIssuerField/IstioIssuerField';
import { validateIssuer } from '../IstioIssuerField/validateIssuer';
import { IstioRevisionField } from '../IstioRevisionField/IstioRevisionField';
import { validateRevision } from '../IstioRevisionField/validateRevision';
import { IstioHostField } from '../IstioHostField/IstioHostField';
import { validateHost } from '../IstioHostField/validateHost';
import { IstioNameField } from '../IstioNameField/IstioNameField';
import { validateName } from '../IstioNameField/validateName';
import { IstioPodPortsField } from '../IstioPodPortsField/IstioPodPortsField';
import { validatePodPorts } from '../IstioPodPortsField/validatePodPorts';
import { IstioChangeField } from '../IstioChangeField/IstioChangeField';
import { validateChange } from '../IstioChangeField/validateChange';
import { IstioUpgradeWaveField } from '../IstioUpgradeWaveField/IstioUpgradeWaveField';
import { validateUpgradeWave } from '../IstioUpgradeWaveField/validateUpgradeWave';
import { IstioPreview } from '../IstioPreview/IstioPreview';
import { validatePreview } from '../IstioPreview/validatePreview';
import { IstioServiceTarget } from '../IstioServiceTarget/IstioServiceTarget';
import { validateServiceTarget } from '../IstioServiceTarget/validateServiceTarget';

/** The fields of the plugin, as a form of the scaffolder takes them. */
export const FORM_FIELDS = [
  {
    name: 'IstioClusterField',
    component: IstioClusterField,
    validation: validateCluster,
  },
  {
    name: 'IstioNamespaceField',
    component: IstioNamespaceField,
    validation: validateNamespace,
  },
  {
    name: 'IstioWorkloadField',
    component: IstioWorkloadField,
    validation: validateWorkload,
  },
  {
    name: 'IstioGatewayField',
    component: IstioGatewayField,
    validation: validateGateway,
  },
  {
    name: 'IstioIssuerField',
    component: IstioIssuerField,
    validation: validateIssuer,
  },
  {
    name: 'IstioRevisionField',
    component: IstioRevisionField,
    validation: validateRevision,
  },
  {
    name: 'IstioServiceTarget',
    component: IstioServiceTarget,
    validation: validateServiceTarget,
  },
  {
    name: 'IstioHostField',
    component: IstioHostField,
    validation: validateHost,
  },
  {
    name: 'IstioNameField',
    component: IstioNameField,
    validation: validateName,
  },
  {
    name: 'IstioPodPortsField',
    component: IstioPodPortsField,
    validation: validatePodPorts,
  },
  {
    name: 'IstioChangeField',
    component: IstioChangeField,
    validation: validateChange,
  },
  {
    name: 'IstioUpgradeWaveField',
    component: IstioUpgradeWaveField,
    validation: validateUpgradeWave,
  },
  {
    name: 'IstioPreview',
    component: IstioPreview,
    validation: validatePreview,
  },
];
