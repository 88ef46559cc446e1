import type { LabelSelector, ObjectBase } from './objectMeta';

/** What a controller says is wrong: a condition that is not as it should be. @public */
export interface StatusProblem {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** A Gateway of gateway.networking.k8s.io. @public */
export interface KubernetesGatewayObject
  extends ObjectBase<'kubernetes-gateway'> {
  readonly className?: string;
  readonly listeners: ReadonlyArray<{
    readonly name: string;
    readonly hostname?: string;
    readonly port: number;
    readonly protocol: string;
    readonly tlsMode?: string;
    /** Leads to every Service of the mesh, by SNI, for other networks. */
    readonly autoPassthrough?: true;
    readonly certificates: ReadonlyArray<{
      readonly name: string;
      readonly namespace?: string;
    }>;
    /** Whose routes may attach; absent for the Gateway's own namespace. */
    readonly allowed?: {
      /** `All`, `Same`, `Selector`, `None`. */
      readonly from: string;
      readonly selector?: LabelSelector;
    };
    /** Kinds of routes; absent for every kind that fits the protocol. */
    readonly kinds?: readonly string[];
    readonly problems?: readonly StatusProblem[];
  }>;
  readonly hasAddress: boolean;
  /** Hosts of Services that stand in for the Gateway's own pods. */
  readonly addresses?: readonly string[];
  readonly problems?: readonly StatusProblem[];
  /** Present on waypoints only. */
  readonly waypoint?: {
    /** Label `istio.io/waypoint-for`: service, workload, all or none. */
    readonly serves?: string;
    /** Whose objects may use it: Same, All or Selector. */
    readonly from?: string;
    readonly selector?: LabelSelector;
    /** Status of the condition Programmed. */
    readonly programmed?: string;
    /** Message of that condition while it is not True. */
    readonly problem?: string;
  };
}

/** A Gateway that a route asks to be attached to. @public */
export interface RouteParent {
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
  /** What its controller says of the route. */
  readonly problems?: readonly StatusProblem[];
}

/** The parts that the routes of the Gateway API have in common. @public */
export interface RouteObject<TType extends string> extends ObjectBase<TType> {
  readonly hostnames: readonly string[];
  readonly parents: readonly RouteParent[];
  /** Services whose clients inside the mesh take the route. */
  readonly services?: ReadonlyArray<{
    readonly name: string;
    readonly namespace?: string;
  }>;
  readonly backends: ReadonlyArray<{
    readonly match: string;
    readonly name: string;
    readonly namespace?: string;
    readonly port?: number;
    /** A copy of the traffic only. */
    readonly mirror?: boolean;
  }>;
  /** Some rule redirects, and so needs no backend. */
  readonly answers?: boolean;
}

/** An HTTPRoute. @public */
export interface HttpRouteObject extends RouteObject<'httproute'> {}

/** An Ingress. @public */
export interface IngressObject extends ObjectBase<'ingress'> {
  readonly className?: string;
  readonly tls: ReadonlyArray<{
    readonly hosts: readonly string[];
    readonly secretName?: string;
  }>;
  readonly rules: ReadonlyArray<{
    readonly host?: string;
    readonly path: string;
    /** `Exact`, `Prefix`, `ImplementationSpecific`; absent for the backend of all that no rule takes. */
    readonly pathType?: string;
    readonly service: string;
    readonly port?: string;
  }>;
}

/** A GRPCRoute. @public */
export interface GrpcRouteObject extends RouteObject<'grpcroute'> {}

/** A TLSRoute. @public */
export interface TlsRouteObject extends RouteObject<'tlsroute'> {}

/** A ReferenceGrant: who may refer to objects of its namespace. @public */
export interface ReferenceGrantObject extends ObjectBase<'referencegrant'> {
  readonly from: ReadonlyArray<{
    readonly group: string;
    readonly kind: string;
    readonly namespace: string;
  }>;
  readonly to: ReadonlyArray<{
    readonly group: string;
    readonly kind: string;
    /** Absent for every object of the kind. */
    readonly name?: string;
  }>;
}
