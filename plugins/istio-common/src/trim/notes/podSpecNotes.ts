import type { ObjectNote } from '../../model/objectNote';
import { type Fields, fields, list } from '../fields';

const PROXY = 'istio-proxy';

/** Containers that may run as the proxy's user. */
const EXEMPT: readonly unknown[] = [PROXY, 'istio-operator'];

/** The user whose traffic is never captured. */
const PROXY_USER = 1337;

function runsAsProxyUser(owner: Fields): boolean {
  return fields(owner.securityContext).runAsUser === PROXY_USER;
}

/** Part of the control plane by its labels. Source: analyzers/util/config.go. */
export function isControlPlane(labels: unknown): boolean {
  const present = fields(labels);
  return Object.hasOwn(present, 'istio') || present.release === 'istio';
}

/**
 * What the containers of a pod, or of a pod template, say: the reserved user,
 * and a proxy image that the injector was to fill in.
 * Source: pkg/config/analysis/analyzers/deployment/pod.go and
 * injection/image-auto.go.
 */
export function podSpecNotes(labels: unknown, spec: Fields): ObjectNote[] {
  const containers = list(spec.containers).map(fields);
  const reserved =
    !isControlPlane(labels) &&
    [spec, ...containers.filter(({ name }) => !EXEMPT.includes(name))].some(
      runsAsProxyUser,
    );
  return [
    ...(reserved ? [{ name: 'reserved-user' } as const] : []),
    ...(containers.some(({ name, image }) => name === PROXY && image === 'auto')
      ? [{ name: 'image-auto' } as const]
      : []),
  ];
}
