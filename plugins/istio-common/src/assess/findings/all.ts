import type { FindingRule } from './findingRule';
import { certificateNames } from './certificateNames';
import { conflictingGateways } from './conflictingGateways';
import { destinationPorts } from './destinationPorts';
import { destinationRules } from './destinationRules';
import { duplicateCertificates } from './duplicateCertificates';
import { gatewayCredentials } from './gatewayCredentials';
import { gatewayHosts } from './gatewayHosts';
import { gatewayPorts } from './gatewayPorts';
import { gatewayReferences } from './gatewayReferences';
import { injectionLabels } from './injectionLabels';
import { meshHosts } from './meshHosts';
import { peerAuthentications } from './peerAuthentications';
import { permissivePorts } from './permissivePorts';
import { routeDestinations } from './routeDestinations';
import { strictClients } from './strictClients';

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
];
