#!/bin/sh
# Lets cert-manager have certificates signed by Vault: a policy, the role that
# signs, and the role by which cert-manager logs in.
#
# What is there already and reads the same is left as it is, so running this
# again is safe. Where a setting differs, it is told and nothing is written,
# unless you give --force: each of the three is then replaced as a whole, and
# settings that do not stand here are lost.
#
# Needs the vault command, a login that may read and write these three paths,
# and the PKI engine and the Kubernetes auth method mounted and configured;
# Vault must be able to review tokens at the API server of this cluster.
set -eu

force=
case "${1:-}" in
  '') ;;
  --force) force=1 ;;
  *) echo "usage: $0 [--force]" >&2; exit 64 ;;
esac

# Vault may have another address from where you are: set VAULT_ADDR then.
if [ -z "${VAULT_ADDR:-}" ]; then
  VAULT_ADDR='https://vault.vault.svc:8200'
fi
export VAULT_ADDR

differs=

# there COMMAND...: whether what the command reads is there.
there() {
  if said=$("$@" 2>&1 </dev/null); then return 0; fi
  case "$said" in
    *'No value found at'* | *'No policy named'*) return 1 ;;
  esac
  printf '%s\n' "$said" >&2
  echo 'Vault does not tell what is there, so nothing was written: correct that, or give --force to replace what may be there.' >&2
  exit 3
}

# same WHAT SETTING WANTED COMMAND...: tells a setting that is another one.
same() {
  what=$1 setting=$2 wanted=$3
  shift 3
  has=$("$@" </dev/null | tr -d '[:space:]')
  if [ "$has" != "$wanted" ]; then
    printf '%s: %s is %s, would be %s\n' "$what" "$setting" "$has" "$wanted" >&2
    differs=1
  fi
}

write_policy=1 write_role=1 write_login=1
if [ -z "$force" ]; then
  if there vault policy read 'pki-sign-appk8s-dot-com'; then
    write_policy=
    same 'policy pki-sign-appk8s-dot-com' 'policy' '{"path":{"pki/sign/appk8s-dot-com":{"capabilities":["create","update"]}}}' vault policy read 'pki-sign-appk8s-dot-com'
  fi
  if there vault read 'pki/roles/appk8s-dot-com'; then
    write_role=
    same 'pki/roles/appk8s-dot-com' 'allowed_domains' '["appk8s.com"]' vault read -format=json -field='allowed_domains' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_subdomains' 'true' vault read -format=json -field='allow_subdomains' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_bare_domains' 'false' vault read -format=json -field='allow_bare_domains' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_wildcard_certificates' 'false' vault read -format=json -field='allow_wildcard_certificates' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_glob_domains' 'false' vault read -format=json -field='allow_glob_domains' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_any_name' 'false' vault read -format=json -field='allow_any_name' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_localhost' 'false' vault read -format=json -field='allow_localhost' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'allow_ip_sans' 'false' vault read -format=json -field='allow_ip_sans' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'enforce_hostnames' 'true' vault read -format=json -field='enforce_hostnames' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'require_cn' 'false' vault read -format=json -field='require_cn' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'server_flag' 'true' vault read -format=json -field='server_flag' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'client_flag' 'true' vault read -format=json -field='client_flag' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'key_type' '"any"' vault read -format=json -field='key_type' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'key_bits' '0' vault read -format=json -field='key_bits' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'ttl' '259200' vault read -format=json -field='ttl' 'pki/roles/appk8s-dot-com'
    same 'pki/roles/appk8s-dot-com' 'max_ttl' '259200' vault read -format=json -field='max_ttl' 'pki/roles/appk8s-dot-com'
  fi
  if there vault read 'auth/kubernetes/role/issuer'; then
    write_login=
    same 'auth/kubernetes/role/issuer' 'bound_service_account_names' '["issuer"]' vault read -format=json -field='bound_service_account_names' 'auth/kubernetes/role/issuer'
    same 'auth/kubernetes/role/issuer' 'bound_service_account_namespaces' '["istio-system"]' vault read -format=json -field='bound_service_account_namespaces' 'auth/kubernetes/role/issuer'
    same 'auth/kubernetes/role/issuer' 'audience' '"vault://istio-system/vault-issuer"' vault read -format=json -field='audience' 'auth/kubernetes/role/issuer'
    same 'auth/kubernetes/role/issuer' 'token_policies' '["pki-sign-appk8s-dot-com"]' vault read -format=json -field='token_policies' 'auth/kubernetes/role/issuer'
    same 'auth/kubernetes/role/issuer' 'token_no_default_policy' 'true' vault read -format=json -field='token_no_default_policy' 'auth/kubernetes/role/issuer'
    same 'auth/kubernetes/role/issuer' 'token_ttl' '300' vault read -format=json -field='token_ttl' 'auth/kubernetes/role/issuer'
  fi
  if [ -n "$differs" ]; then
    echo 'Nothing was written. Give --force to replace each of them as a whole; what does not stand in this script is lost then.' >&2
    exit 3
  fi
fi

if [ -n "$write_policy" ]; then
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
fi

if [ -n "$write_role" ]; then
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
fi

if [ -n "$write_login" ]; then
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
fi
