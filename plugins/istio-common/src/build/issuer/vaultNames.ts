import { hashText } from '../stableHash';
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

/**
 * A policy of its own for each mount and role. `a/b` and `a-b` would share one
 * name, as would mounts and roles with "sign" in them, and the script of one
 * would take the right from the other: those end in a hash of both.
 */
function policyName(mount: string, role: string): string {
  const name = `${mount.replaceAll('/', '-')}-sign-${role}`;
  const isPlain = !mount.includes('/') && name.split('sign').length === 2;
  return isPlain ? name : `${name}-${hashText(`${mount} ${role}`).slice(0, 8)}`;
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
    policy: policyName(pki.mount, pki.role),
    signPath: `${pki.mount}/sign/${pki.role}`,
    audience:
      scope === 'cluster' ? `vault://${name}` : `vault://${namespace}/${name}`,
  };
}
