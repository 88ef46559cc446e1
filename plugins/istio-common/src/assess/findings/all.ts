import type { FindingRule } from './findingRule';
import { egress } from './egress';
import { backendServices } from './backendServices';
import { certificateNames } from './certificateNames';
import { conflictingGateways } from './conflictingGateways';
import { destinationPorts } from './destinationPorts';
import { destinationRules } from './destinationRules';
import { duplicateCertificates } from './duplicateCertificates';
import { duplicateSubsets } from './duplicateSubsets';
import { gatewayCredentials } from './gatewayCredentials';
import { gatewayHosts } from './gatewayHosts';
import { gatewayPorts } from './gatewayPorts';
import { gatewayReferences } from './gatewayReferences';
import { injectionLabels } from './injectionLabels';
import { delegates } from './delegates';
import { destinationWeights } from './destinationWeights';
import { egressBypass } from './egressBypass';
import { externalNames } from './externalNames';
import { headlessRoutes } from './headlessRoutes';
import { meshHosts } from './meshHosts';
import { peerAuthentications } from './peerAuthentications';
import { permissivePorts } from './permissivePorts';
import { routeDestinations } from './routeDestinations';
import { strictClients } from './strictClients';
import { annotations } from './annotations';
import { certificateIssuance } from './certificateIssuance';
import { certificateSecrets } from './certificateSecrets';
import { certificateSharedSecrets } from './certificateSharedSecrets';
import { certificateSpecs } from './certificateSpecs';
import { certificateUsages } from './certificateUsages';
import { conditions } from './conditions';
import { controlPlaneAddresses } from './controlPlaneAddresses';
import { deprecatedFields } from './deprecatedFields';
import { envoyPatches } from './envoyPatches';
import { gatewaySelectors } from './gatewaySelectors';
import { imageAuto } from './imageAuto';
import { ingressRules } from './ingressRules';
import { injectorWebhooks } from './injectorWebhooks';
import { jwtClaimRoutes } from './jwtClaimRoutes';
import { namespaceInjection } from './namespaceInjection';
import { openJwks } from './openJwks';
import { podsWithoutProxy } from './podsWithoutProxy';
import { policyNamespaces } from './policyNamespaces';
import { policySelectors } from './policySelectors';
import { policyWorkloads } from './policyWorkloads';
import { portNames } from './portNames';
import { proxyImages } from './proxyImages';
import { proxyTokens } from './proxyTokens';
import { reservedUsers } from './reservedUsers';
import { routeSubsets } from './routeSubsets';
import { serverVerification } from './serverVerification';
import { serviceEntryAddresses } from './serviceEntryAddresses';
import { serviceEntryProtocols } from './serviceEntryProtocols';
import { serviceOverlaps } from './serviceOverlaps';
import { sidecarSelectors } from './sidecarSelectors';
import { telemetryProviders } from './telemetryProviders';
import { telemetrySelectors } from './telemetrySelectors';
import { trustRoots } from './trustRoots';
import { unreachableRoutes } from './unreachableRoutes';
import { authorizationIdentity } from './authorizationIdentity';
import { authorizationLayers } from './authorizationLayers';
import { authorizationTargets } from './authorizationTargets';
import { authorizationTokens } from './authorizationTokens';
import { authorizationValues } from './authorizationValues';
import { networkNeeds } from './networkNeeds';
import { strictBelowDisable } from './strictBelowDisable';
import { tokensNotForwarded } from './tokensNotForwarded';
import { tokensNotRequired } from './tokensNotRequired';
import { controlPlaneVersions } from './controlPlaneVersions';
import { imageSupply } from './imageSupply';
import { nodeAgentHealth } from './nodeAgentHealth';
import { unansweredInjection } from './unansweredInjection';
import { waypointBindings } from './waypointBindings';

/** Every rule; a new one needs a file and a line here. */
export const ALL_RULES: readonly FindingRule[] = [
  routeDestinations,
  destinationPorts,
  gatewayReferences,
  gatewayHosts,
  gatewayCredentials,
  conflictingGateways,
  duplicateCertificates,
  gatewayPorts,
  certificateNames,
  injectionLabels,
  peerAuthentications,
  strictClients,
  permissivePorts,
  destinationRules,
  meshHosts,
  delegates,
  annotations,
  conditions,
  controlPlaneAddresses,
  deprecatedFields,
  envoyPatches,
  gatewaySelectors,
  imageAuto,
  ingressRules,
  injectorWebhooks,
  jwtClaimRoutes,
  namespaceInjection,
  openJwks,
  podsWithoutProxy,
  policyNamespaces,
  policySelectors,
  policyWorkloads,
  portNames,
  proxyImages,
  proxyTokens,
  reservedUsers,
  routeSubsets,
  serverVerification,
  serviceEntryAddresses,
  serviceEntryProtocols,
  serviceOverlaps,
  sidecarSelectors,
  telemetryProviders,
  telemetrySelectors,
  unreachableRoutes,
  certificateSharedSecrets,
  certificateSpecs,
  certificateIssuance,
  certificateUsages,
  certificateSecrets,
  trustRoots,
  egress,
  authorizationIdentity,
  authorizationLayers,
  authorizationTargets,
  authorizationTokens,
  authorizationValues,
  networkNeeds,
  strictBelowDisable,
  tokensNotForwarded,
  tokensNotRequired,
  controlPlaneVersions,
  imageSupply,
  nodeAgentHealth,
  unansweredInjection,
  waypointBindings,
  duplicateSubsets,
  destinationWeights,
  externalNames,
  headlessRoutes,
  backendServices,
  egressBypass,
];
