import { ANNOTATIONS } from '../build/annotateChange';
import type { MeshIndex } from '../index/MeshIndex';
import type { MeshObject, MeshObjectType } from '../model/meshObject';

/** What an intent writes beside a namespace of its own, with its resource key. */
const WRITTEN: ReadonlyArray<[MeshObjectType, string]> = [
  ['certificate', 'certificates.cert-manager.io'],
  ['gateway', 'gateways.networking.istio.io'],
  ['virtualservice', 'virtualservices.networking.istio.io'],
  ['destinationrule', 'destinationrules.networking.istio.io'],
  ['serviceentry', 'serviceentries.networking.istio.io'],
  ['peerauthentication', 'peerauthentications.security.istio.io'],
  ['requestauthentication', 'requestauthentications.security.istio.io'],
  ['authorizationpolicy', 'authorizationpolicies.security.istio.io'],
  ['kubernetes-gateway', 'gateways.gateway.networking.k8s.io'],
  ['httproute', 'httproutes.gateway.networking.k8s.io'],
  ['referencegrant', 'referencegrants.gateway.networking.k8s.io'],
  ['networkpolicy', 'networkpolicies.networking.k8s.io'],
  ['telemetry', 'telemetries.telemetry.istio.io'],
  ['bundle', 'bundles.trust.cert-manager.io'],
];

/** Resource keys of what {@link writtenLive} looks through. @internal */
export const WRITTEN_KEYS: readonly string[] = WRITTEN.map(
  ([, resource]) => resource,
);

/** The live objects that say that a change wrote them. @internal */
export function writtenLive(index: MeshIndex, change: string): MeshObject[] {
  return WRITTEN.flatMap(([type]) =>
    [...index.all(type)].filter(
      ({ annotations }) => annotations?.[ANNOTATIONS.change] === change,
    ),
  );
}
