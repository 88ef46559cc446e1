import { boundedName, LABEL_LENGTH, NAME_LENGTH } from '../boundedName';

/** Names of the objects of one ingress. @public */
export interface IngressNames {
  /** Certificate, its Secret and the gateway's credentialName are one name. */
  certificate: string;
  /** A DNS label: istiod refuses a longer one. */
  gateway: string;
  virtualService: string;
  /** Unique within a gateway: it names the route configuration in Envoy. */
  serverPort: string;
  /** Pods, Service and account of a gateway of one's own. */
  pods: string;
  /** The Gateway of the Gateway API, in the namespace of the gateway's pods. */
  kubernetesGateway: string;
}

// istiod names the Deployment of a Gateway `<name>-istio`, a DNS label too.
const GATEWAY_CLASS_SUFFIX = '-istio';

/**
 * The names that an ingress intent gives its objects. The Certificate lives
 * beside those of other namespaces, so its name begins with the namespace.
 *
 * @public
 */
export function ingressNames(intent: {
  name: string;
  namespace: string;
}): IngressNames {
  const { name, namespace } = intent;
  return {
    certificate: boundedName(`${namespace}-${name}-ingress`, NAME_LENGTH),
    gateway: boundedName(`${name}-gateway`, LABEL_LENGTH),
    virtualService: boundedName(name, NAME_LENGTH),
    serverPort: boundedName(`https-${name}`, LABEL_LENGTH),
    pods: boundedName(`${name}-ingressgateway`, LABEL_LENGTH),
    kubernetesGateway: boundedName(
      `${namespace}-${name}`,
      LABEL_LENGTH - GATEWAY_CLASS_SUFFIX.length,
    ),
  };
}
