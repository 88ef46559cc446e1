#!/bin/sh
# Lets cert-manager have certificates signed by Vault: a policy, the role that
# signs, and the role by which cert-manager logs in. Each command writes the
# whole of what it names, so running this again is safe.
#
# Needs the vault command, a login that may write these three paths, and the
# PKI engine and the Kubernetes auth method mounted and configured; Vault must
# be able to review tokens at the API server of this cluster.
set -eu

# Vault may have another address from where you are: set VAULT_ADDR then.
if [ -z "${VAULT_ADDR:-}" ]; then
  VAULT_ADDR='https://vault.example.com'
fi
export VAULT_ADDR
VAULT_NAMESPACE='mesh/prod'
export VAULT_NAMESPACE

vault policy write 'team-pki-sign-mesh' - <<'END'
{
  "path": {
    "team/pki/sign/mesh": {
      "capabilities": [
        "create",
        "update"
      ]
    }
  }
}
END

vault write 'team/pki/roles/mesh' - <<'END'
{
  "allowed_domains": [
    "shop.example.com",
    "clients.example.com"
  ],
  "allow_subdomains": true,
  "allow_bare_domains": true,
  "allow_wildcard_certificates": true,
  "allow_glob_domains": false,
  "allow_any_name": false,
  "allow_localhost": false,
  "allow_ip_sans": false,
  "enforce_hostnames": true,
  "require_cn": false,
  "server_flag": true,
  "client_flag": false,
  "key_type": "any",
  "key_bits": 0,
  "ttl": 2592000,
  "max_ttl": 7776000
}
END

vault write 'auth/clusters/eu-1/role/corporate' - <<'END'
{
  "bound_service_account_names": [
    "corporate"
  ],
  "bound_service_account_namespaces": [
    "security"
  ],
  "audience": "vault://corporate",
  "token_policies": [
    "team-pki-sign-mesh"
  ],
  "token_no_default_policy": true,
  "token_ttl": 300
}
END
