import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { GatewayServer } from '../../model/networkingObjects';

const SCHEME = /^[a-z-]+:\/\//;

/** A Secret; never read, only named. */
export function secretRef(namespace: string, name: string): ObjectRef {
  return { group: '', kind: 'Secret', namespace, name };
}

/** The names of the Secrets that a server takes its certificates from. */
export function credentialNames({ tls }: GatewayServer): readonly string[] {
  if (!tls) return [];
  return (
    tls.credentialNames ?? (tls.credentialName ? [tls.credentialName] : [])
  );
}

/**
 * Where a credential is looked up: beside the gateway pods, unless it names a
 * namespace; whether it is found there is another matter, see
 * {@link secretOutOfReach}. Source: pilot/pkg/model/credentials/resource.go.
 */
export function credentialSecret(
  name: string,
  podNamespace: string,
): ObjectRef {
  const bare = name.replace(SCHEME, '');
  const slash = bare.indexOf('/');
  return slash === -1
    ? secretRef(podNamespace, bare)
    : secretRef(bare.slice(0, slash), bare.slice(slash + 1));
}

/** What istiod gives out by ReferenceGrants, and to anybody. */
const BY_OTHER_RULES = /^(kubernetes-gateway|configmap):\/\//;

/**
 * The Secret that a credential names in another namespace than that of the
 * pods. Istiod gives it to none of them, whatever their account may read.
 * Source: pilot/pkg/xds/sds.go, filterAuthorizedResources.
 */
export function secretOutOfReach(
  name: string,
  podNamespace: string,
): ObjectRef | undefined {
  if (BY_OTHER_RULES.test(name)) return undefined;
  const secret = credentialSecret(name, podNamespace);
  return secret.namespace === podNamespace ? undefined : secret;
}

/** Where a Secret is served: the objects that name it, and the hosts. */
export interface SecretUse {
  readonly secret: ObjectRef;
  readonly gateways: ObjectRef[];
  readonly hosts: string[];
  /** Set when a server that uses it asks clients for a certificate. */
  mutual?: true;
}

/** The Secrets that something serves, by identity. */
export class SecretUses {
  readonly #uses = new Map<string, SecretUse>();

  add(
    secret: ObjectRef,
    gateway: ObjectRef,
    host: string,
    tlsMode?: string,
  ): void {
    const key = stringifyObjectRef(secret);
    let use = this.#uses.get(key);
    if (!use) this.#uses.set(key, (use = { secret, gateways: [], hosts: [] }));
    const name = stringifyObjectRef(gateway);
    if (!use.gateways.some(one => stringifyObjectRef(one) === name)) {
      use.gateways.push(gateway);
    }
    if (!use.hosts.includes(host)) use.hosts.push(host);
    if (tlsMode === 'MUTUAL' || tlsMode === 'OPTIONAL_MUTUAL') {
      use.mutual = true;
    }
  }

  of(secret: ObjectRef): SecretUse | undefined {
    return this.#uses.get(stringifyObjectRef(secret));
  }

  all(): SecretUse[] {
    return [...this.#uses.values()];
  }
}
