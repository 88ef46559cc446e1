import { boundedName, LABEL_LENGTH, NAME_LENGTH } from '../boundedName';
import type { EgressGateway, EgressIntent } from './egressIntent';

/** The port on which egress gateways take mesh traffic. @internal */
export const EGRESS_PORT = 443;

/** Names of the objects of one egress. @internal */
export interface EgressNames {
  serviceEntry: string;
  gateway: string;
  virtualService: string;
  toGateway: string;
  subset: string;
  /** Unique within a gateway. */
  serverPort: string;
  /**
   * Made of the host alone: of two rules for one host in the namespace of the
   * gateway only the older counts, so that a second one must not go unseen.
   */
  originate: string;
  /** The client certificate; beside those of other namespaces. */
  certificate: string;
}

/** @internal */
export function egressNames(intent: EgressIntent): EgressNames {
  const { name, namespace, host } = intent;
  return {
    serviceEntry: name,
    gateway: `egress-${name}`,
    virtualService: `egress-${name}`,
    toGateway: `to-egress-${name}`,
    // Subsets of one host share a name space across DestinationRules.
    subset: boundedName(`${namespace}-${name}`, LABEL_LENGTH),
    serverPort: boundedName(`https-${name}`, LABEL_LENGTH),
    originate: boundedName(`originate-${host}`, NAME_LENGTH),
    certificate: boundedName(`${namespace}-${name}-client`, NAME_LENGTH),
  };
}

/** Full name of the gateway's Service. @internal */
export function gatewayHost(
  gateway: EgressGateway,
  { clusterDomain }: EgressIntent,
): string {
  return `${gateway.service}.${gateway.namespace}.svc.${clusterDomain}`;
}
