import type { ProtocolClient } from '../ProtocolClient';

/** What every part of the suite works with. @internal */
export interface ProtocolContext {
  client: ProtocolClient;
  /** The namespace that is there for the tests. */
  namespace: string;
  /** Path of a resource in that namespace; group with version, as in `apps/v1`. */
  in(plural: string, group?: string): string;
}

/** A ConfigMap. @internal */
export function configMap(
  name: string,
  data: Record<string, string> = {},
  metadata: object = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    data,
  };
}

// istiod, where there is one, refuses a Gateway without any.
const SERVERS = [
  { hosts: ['*'], port: { number: 80, name: 'http', protocol: 'HTTP' } },
];

/** An Istio Gateway, of one server unless `spec` says other. @internal */
export function gateway(name: string, spec: object, metadata: object = {}) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, ...metadata },
    spec: { servers: SERVERS, ...spec },
  };
}

/** Where Gateways are. @internal */
export const ISTIO = 'networking.istio.io/v1';
