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
  VAULT_ADDR='https://vault.vault.svc:8200'
fi
export VAULT_ADDR

vault policy write 'pki-sign-appk8s-dot-com' - <<'END'
{
  "path": {
    "pki/sign/appk8s-dot-com": {
      "capabilities": [
        "create",
        "update"
      ]
    }
  }
}
END

vault write 'pki/roles/appk8s-dot-com' - <<'END'
{
  "allowed_domains": [
    "appk8s.com"
  ],
  "allow_subdomains": true,
  "allow_bare_domains": false,
  "allow_wildcard_certificates": false,
  "allow_glob_domains": false,
  "allow_any_name": false,
  "allow_localhost": false,
  "allow_ip_sans": false,
  "enforce_hostnames": true,
  "require_cn": false,
  "server_flag": true,
  "client_flag": true,
  "key_type": "any",
  "key_bits": 0,
  "ttl": 259200,
  "max_ttl": 259200
}
END

vault write 'auth/kubernetes/role/issuer' - <<'END'
{
  "bound_service_account_names": [
    "issuer"
  ],
  "bound_service_account_namespaces": [
    "istio-system"
  ],
  "audience": "vault://istio-system/vault-issuer",
  "token_policies": [
    "pki-sign-appk8s-dot-com"
  ],
  "token_no_default_policy": true,
  "token_ttl": 300
}
END
