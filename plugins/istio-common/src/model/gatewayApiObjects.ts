import type { LabelSelector, ObjectBase } from './objectMeta';

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
    readonly certificates: ReadonlyArray<{
      readonly name: string;
      readonly namespace?: string;
    }>;
  }>;
  readonly hasAddress: boolean;
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

/** An HTTPRoute. @public */
export interface HttpRouteObject extends ObjectBase<'httproute'> {
  readonly hostnames: readonly string[];
  readonly parents: ReadonlyArray<{
    readonly name: string;
    readonly namespace?: string;
    readonly sectionName?: string;
    readonly port?: number;
  }>;
  readonly backends: ReadonlyArray<{
    readonly match: string;
    readonly name: string;
    readonly namespace?: string;
    readonly port?: number;
  }>;
}

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
    readonly service: string;
    readonly port?: string;
  }>;
}

/** A GRPCRoute. @public */
export interface GrpcRouteObject extends ObjectBase<'grpcroute'> {}

/** A TLSRoute. @public */
export interface TlsRouteObject extends ObjectBase<'tlsroute'> {}

/** A ReferenceGrant. @public */
export interface ReferenceGrantObject extends ObjectBase<'referencegrant'> {}
