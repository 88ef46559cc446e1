/**
 * The Istio plugin for the legacy frontend system: the same components, wrapped
 * as extensions of a `createPlugin` plugin.
 *
 * @packageDocumentation
 */
export {
  EntityMeshCard,
  EntityMeshContent,
  IstioChangeFieldExtension,
  IstioClusterFieldExtension,
  IstioGatewayFieldExtension,
  IstioHostFieldExtension,
  IstioIssuerFieldExtension,
  IstioMeshPage,
  IstioNameFieldExtension,
  IstioNamespaceFieldExtension,
  IstioPodPortsFieldExtension,
  IstioPreviewFieldExtension,
  IstioRevisionFieldExtension,
  IstioServiceTargetFieldExtension,
  IstioUpgradeWaveFieldExtension,
  IstioWorkloadFieldExtension,
  istioPlugin,
} from './plugin';
export type {
  PartialServiceTarget,
  ServiceTarget,
} from '../formFields/IstioServiceTarget/ServiceTarget';
export type { PreviewValue } from '../formFields/IstioPreview/PreviewValue';
export type {
  GatewayChoice,
  GatewayPurpose,
  GatewayValue,
} from '../formFields/IstioGatewayField/GatewayChoice';
export type { NameOf } from '../formFields/IstioNameField/offeredNames';
export type { PodPorts } from '../formFields/IstioPodPortsField/PodPorts';
export type { ChangeChoice } from '../formFields/IstioChangeField/ChangeChoice';
export type {
  IssuerChoice,
  IssuerValue,
} from '../formFields/IstioIssuerField/IssuerChoice';
export type { CertificateNamespaceOptions } from '../formFields/IstioIssuerField/certificateNamespace';
export type {
  UpgradeWave,
  WaveRestart,
  WaveStep,
} from '../formFields/IstioUpgradeWaveField/UpgradeWave';
export type { WorkloadTarget } from '../formFields/IstioWorkloadField/WorkloadTarget';
export type { RevisionsOnly } from '../formFields/IstioRevisionField/revisionProblem';
