import type { ObjectBase } from './objectMeta';

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
