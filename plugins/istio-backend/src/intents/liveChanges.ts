import {
  ANNOTATIONS,
  type MeshIndex,
  type MeshObjectType,
  type ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';

/**
 * Types that changes write and clusters are read for. Not those that a
 * controller makes and that may take annotations over from what they are made
 * of, as a CertificateRequest does from its Certificate.
 */
const WRITTEN: readonly MeshObjectType[] = [
  'namespace',
  'gateway',
  'virtualservice',
  'destinationrule',
  'serviceentry',
  'sidecar',
  'peerauthentication',
  'requestauthentication',
  'authorizationpolicy',
  'certificate',
  'issuer',
  'bundle',
  'kubernetes-gateway',
  'httproute',
  'tlsroute',
  'ingress',
  'networkpolicy',
  'telemetry',
  'webhook',
];

/** What the objects of a cluster say of a change. */
export interface LiveChange {
  entityRef?: string;
  hashes: Set<string>;
  objects: ObjectRef[];
}

/** The changes that objects of the cluster carry, by their ids. */
export function liveChanges(index: MeshIndex): Map<string, LiveChange> {
  const changes = new Map<string, LiveChange>();
  for (const type of WRITTEN) {
    for (const { ref, annotations } of index.all(type)) {
      const id = annotations?.[ANNOTATIONS.change];
      if (!id) continue;
      const change = changes.get(id) ?? { hashes: new Set(), objects: [] };
      const hash = annotations[ANNOTATIONS.intentHash];
      const entityRef = annotations[ANNOTATIONS.entity];
      if (hash) change.hashes.add(hash);
      if (entityRef) change.entityRef ??= entityRef;
      change.objects.push(ref);
      changes.set(id, change);
    }
  }
  return changes;
}
