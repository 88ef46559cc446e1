import { boundedName, LABEL_LENGTH, NAME_LENGTH } from '../boundedName';
import type { IngressIntent } from './ingressIntent';

/** Names of the objects of one ingress. @public */
export interface IngressNames {
  /** Certificate, its Secret and the gateway's credentialName are one name. */
  certificate: string;
  /** A DNS label: istiod refuses a longer one. */
  gateway: string;
  virtualService: string;
  /** Unique within a gateway: it names the route configuration in Envoy. */
  serverPort: string;
}

/**
 * The names that an ingress intent gives its objects. The Certificate lives
 * beside those of other namespaces, so its name begins with the namespace.
 *
 * @public
 */
export function ingressNames(
  intent: Pick<IngressIntent, 'name' | 'namespace'>,
): IngressNames {
  const { name, namespace } = intent;
  return {
    certificate: boundedName(`${namespace}-${name}-ingress`, NAME_LENGTH),
    gateway: boundedName(`${name}-gateway`, LABEL_LENGTH),
    virtualService: boundedName(name, NAME_LENGTH),
    serverPort: boundedName(`https-${name}`, LABEL_LENGTH),
  };
}
