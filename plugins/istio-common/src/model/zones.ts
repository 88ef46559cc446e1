/**
 * A DNS zone in which developers may expose hosts, as the operator configures
 * it under `istio.exposure.zones`.
 *
 * @public
 */
export interface ExposureZone {
  name: string;
  /** Hosts must be this domain or below it. */
  domain: string;
  /** Clusters in which the zone may be used; absent: all. */
  clusters?: string[];
  /** Namespaces that may use it; absent: all. */
  namespaces?: string[];
  /** Who signs its certificates. */
  issuer: { kind: 'Issuer' | 'ClusterIssuer'; name: string; group?: string };
  /** The gateway pods that serve it. */
  gateway: { namespace: string; selector: Record<string, string> };
  /** A namespace may serve hosts of the zone with gateway pods of its own too. */
  ownGateways?: boolean;
}
