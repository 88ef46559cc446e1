import type { IssuerIntent } from './issuerIntent';
import type { VaultSettings } from './vaultField';

/** Names in Vault and Kubernetes that must agree. @internal */
export interface VaultNames {
  serviceAccount: string;
  authRole: string;
  policy: string;
  signPath: string;
  /**
   * The audience that cert-manager puts into the token, unasked.
   * Source: cert-manager, internal/vault/vault.go, requestTokenWithKubernetesAuth.
   */
  audience: string;
}

/** The names of a Vault issuer. @internal */
export function vaultNames(
  intent: IssuerIntent,
  { pki, auth, serviceAccount }: VaultSettings,
): VaultNames {
  const { scope, namespace, name } = intent;
  return {
    serviceAccount: serviceAccount ?? name,
    // Its script writes the whole role: of two issuers of one name in two
    // namespaces the second would shut the first out.
    authRole:
      auth.role ?? (scope === 'cluster' ? name : `${namespace}.${name}`),
    policy: `${pki.mount.replaceAll('/', '-')}-sign-${pki.role}`,
    signPath: `${pki.mount}/sign/${pki.role}`,
    audience:
      scope === 'cluster' ? `vault://${name}` : `vault://${namespace}/${name}`,
  };
}
