import type { ObjectBase, StringMap } from './objectMeta';

/** One server of an Istio Gateway. @public */
export interface GatewayServer {
  readonly port: number;
  readonly portName?: string;
  readonly protocol: string;
  readonly hosts: readonly string[];
  readonly bind?: string;
  readonly tls?: {
    /** Absent stands for PASSTHROUGH, the zero value of Istio's enumeration. */
    readonly mode?: string;
    readonly credentialName?: string;
    readonly credentialNames?: readonly string[];
    readonly caCertCredentialName?: string;
    readonly httpsRedirect?: boolean;
    /** Certificate mounted as a file. */
    readonly serverCertificate?: string;
    readonly subjectAltNames?: readonly string[];
  };
}

/** A Gateway of networking.istio.io. @public */
export interface GatewayObject extends ObjectBase<'gateway'> {
  readonly selector: StringMap;
  readonly servers: readonly GatewayServer[];
}

/** Where a route sends traffic. @public */
export interface RouteDestination {
  readonly host: string;
  readonly subset?: string;
  readonly port?: number;
  readonly weight?: number;
}

/**
 * The conditions of a match by what they look at (`uri`, `method`,
 * `headers x-user`), each `exact …`, `prefix …`, `regex …` or `present`.
 *
 * @public
 */
export type MatchConditions = StringMap;

/** A match of an HTTP route, as far as assessments read it. @public */
export interface HttpMatch {
  /** Readable form, "prefix /api" or "method GET". */
  readonly title: string;
  /** True when the match accepts every request. */
  readonly catchAll: boolean;
  readonly gateways?: readonly string[];
  readonly port?: number;
  readonly sourceNamespace?: string;
  readonly sourceLabels?: StringMap;
  /** Only on routes that delegate, and on those of a delegate: they are merged. */
  readonly conditions?: MatchConditions;
  readonly ignoreCase?: boolean;
}

/** An HTTP route. @public */
export interface HttpRoute {
  readonly name?: string;
  readonly matches: readonly HttpMatch[];
  readonly destinations: readonly RouteDestination[];
  readonly mirrors?: readonly RouteDestination[];
  readonly delegate?: { readonly name: string; readonly namespace?: string };
  /** Answers without a destination: redirect or direct response. */
  readonly answers?: boolean;
}

/** A TLS or TCP route. @public */
export interface StreamRoute {
  readonly matches: ReadonlyArray<{
    readonly sniHosts?: readonly string[];
    readonly destinationSubnets?: readonly string[];
    readonly port?: number;
    readonly gateways?: readonly string[];
    readonly sourceNamespace?: string;
    readonly sourceLabels?: StringMap;
  }>;
  readonly destinations: readonly RouteDestination[];
}

/** A VirtualService. @public */
export interface VirtualServiceObject extends ObjectBase<'virtualservice'> {
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRoute[];
  readonly tls: readonly StreamRoute[];
  readonly tcp: readonly StreamRoute[];
}

/** What a client is told to speak. @public */
export interface ClientTls {
  /** DISABLE, SIMPLE, MUTUAL or ISTIO_MUTUAL. */
  readonly mode: string;
  readonly credentialName?: string;
  readonly sni?: string;
  readonly subjectAltNames?: readonly string[];
  /** Certificate and key mounted as files. */
  readonly clientCertificate?: string;
  readonly caCertificates?: string;
  readonly insecureSkipVerify?: boolean;
}

/** The TLS part of a traffic policy. @public */
export interface TrafficPolicy {
  /** Absent when the policy says nothing on TLS. */
  readonly tls?: ClientTls;
  readonly portLevel?: ReadonlyArray<{
    readonly port: number;
    readonly tls?: ClientTls;
  }>;
}

/** A DestinationRule. @public */
export interface DestinationRuleObject extends ObjectBase<'destinationrule'> {
  readonly host: string;
  readonly exportTo: readonly string[];
  readonly workloadSelector?: StringMap;
  readonly trafficPolicy?: TrafficPolicy;
  readonly subsets: ReadonlyArray<{
    readonly name: string;
    readonly labels?: StringMap;
    readonly trafficPolicy?: TrafficPolicy;
  }>;
}

/** A ServiceEntry. @public */
export interface ServiceEntryObject extends ObjectBase<'serviceentry'> {
  readonly hosts: readonly string[];
  readonly exportTo: readonly string[];
  readonly ports: ReadonlyArray<{
    readonly port: number;
    readonly name?: string;
    readonly protocol: string;
    readonly targetPort?: number;
  }>;
  readonly location?: string;
  readonly resolution?: string;
  /** How many endpoints it lists itself. */
  readonly endpoints?: number;
  readonly subjectAltNames?: readonly string[];
  readonly workloadSelector?: StringMap;
}

/** What a Sidecar lets proxies know of the mesh. @public */
export interface EgressListener {
  /** Absent: every port that no other listener has. */
  readonly port?: number;
  /** A general HTTP proxy, which is for hosts on any port. */
  readonly anyPort?: boolean;
  /** `namespace/host`, each with wildcards; `~namespace/host` takes out again. */
  readonly hosts: readonly string[];
}

/** A Sidecar. @public */
export interface SidecarObject extends ObjectBase<'sidecar'> {
  /** Absent when it is for the whole namespace. */
  readonly workloadSelector?: StringMap;
  /** Absent: everything that is exported to the namespace. */
  readonly egress?: readonly EgressListener[];
  /** What becomes of calls of unknown hosts; absent: as the mesh says. */
  readonly outboundTrafficPolicy?: string;
}

/** An EnvoyFilter. @public */
export interface EnvoyFilterObject extends ObjectBase<'envoyfilter'> {}

/** A WorkloadEntry. @public */
export interface WorkloadEntryObject extends ObjectBase<'workloadentry'> {}

/** A WorkloadGroup. @public */
export interface WorkloadGroupObject extends ObjectBase<'workloadgroup'> {}
