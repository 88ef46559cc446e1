import { durationSeconds } from '../goDuration';
import type { IssuerIntent } from './issuerIntent';
import type { VaultSettings } from './vaultField';
import { vaultNames } from './vaultNames';

/** A value of a role in Vault. @internal */
export type VaultValue = string | number | boolean | readonly string[];

/** What has to stand in Vault; script and Terraform are made of it alike. @internal */
export interface VaultWrites {
  policy: { name: string; path: string; capabilities: readonly string[] };
  pkiRole: {
    backend: string;
    name: string;
    settings: Record<string, VaultValue>;
  };
  authRole: {
    backend: string;
    name: string;
    settings: Record<string, VaultValue>;
  };
  /** Only where that was asked for: it is for an admin of Vault. */
  authMethod?: {
    mount: string;
    config: Record<string, VaultValue>;
    /** Whether the token of a reviewer is to be read from a file. */
    reviewerToken: boolean;
  };
}

/** How long a login lasts: cert-manager logs in for each certificate. */
const LOGIN_SECONDS = 300;

/**
 * The role signs the allowed domains and nothing else. What Vault would allow
 * by default is said: localhost, IP addresses. A common name is not required,
 * because one over 64 characters is left out of certificates.
 * Source: Vault, builtin/logical/pki/path_roles.go.
 */
function pkiSettings({ pki }: VaultSettings): Record<string, VaultValue> {
  return {
    allowed_domains: pki.allowedDomains,
    allow_subdomains: true,
    allow_bare_domains: pki.allowBareDomains,
    allow_wildcard_certificates: pki.allowWildcards,
    allow_glob_domains: false,
    allow_any_name: false,
    allow_localhost: false,
    allow_ip_sans: false,
    enforce_hostnames: true,
    require_cn: false,
    server_flag: pki.uses.includes('server'),
    client_flag: pki.uses.includes('client'),
    // The size of keys is for the Certificate to say.
    key_type: 'any',
    key_bits: 0,
    // The schema refused what is no duration.
    ttl: durationSeconds(pki.certificateDuration) ?? 0,
    max_ttl: durationSeconds(pki.maxTtl) ?? 0,
  };
}

/**
 * Without a reviewer of its own Vault would review a token as its bearer, and
 * those of cert-manager have an audience that no API server takes: so it is
 * Vault's own ServiceAccount, or one whose token is given.
 * Source: vault-plugin-auth-kubernetes, path_config.go and token_review.go.
 */
function authMethod({ auth }: VaultSettings): Pick<VaultWrites, 'authMethod'> {
  const { mount, method } = auth;
  if (!method) return {};
  const { kubernetesHost, authority, reviewer } = method;
  return {
    authMethod: {
      mount,
      config: {
        kubernetes_host: kubernetesHost,
        ...(authority && { kubernetes_ca_cert: `${authority.trim()}\n` }),
        disable_local_ca_jwt: reviewer === 'token',
      },
      reviewerToken: reviewer === 'token',
    },
  };
}

/** What has to stand in Vault for an issuer. @internal */
export function vaultWrites(
  intent: IssuerIntent,
  vault: VaultSettings,
): VaultWrites {
  const names = vaultNames(intent, vault);
  return {
    policy: {
      name: names.policy,
      path: names.signPath,
      capabilities: ['create', 'update'],
    },
    pkiRole: {
      backend: vault.pki.mount,
      name: vault.pki.role,
      settings: pkiSettings(vault),
    },
    authRole: {
      backend: vault.auth.mount,
      name: names.authRole,
      settings: {
        bound_service_account_names: [names.serviceAccount],
        bound_service_account_namespaces: [intent.namespace],
        audience: names.audience,
        token_policies: [names.policy],
        token_no_default_policy: true,
        token_ttl: LOGIN_SECONDS,
      },
    },
    ...authMethod(vault),
  };
}
