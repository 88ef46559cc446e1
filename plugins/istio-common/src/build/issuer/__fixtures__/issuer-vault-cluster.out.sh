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
  VAULT_ADDR='https://vault.example.com'
fi
export VAULT_ADDR
VAULT_NAMESPACE='mesh/prod'
export VAULT_NAMESPACE

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
  if there vault policy read 'team-pki-sign-mesh-a31c00d2'; then
    write_policy=
    same 'policy team-pki-sign-mesh-a31c00d2' 'policy' '{"path":{"team/pki/sign/mesh":{"capabilities":["create","update"]}}}' vault policy read 'team-pki-sign-mesh-a31c00d2'
  fi
  if there vault read 'team/pki/roles/mesh'; then
    write_role=
    same 'team/pki/roles/mesh' 'allowed_domains' '["shop.example.com","clients.example.com"]' vault read -format=json -field='allowed_domains' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_subdomains' 'true' vault read -format=json -field='allow_subdomains' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_bare_domains' 'true' vault read -format=json -field='allow_bare_domains' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_wildcard_certificates' 'true' vault read -format=json -field='allow_wildcard_certificates' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_glob_domains' 'false' vault read -format=json -field='allow_glob_domains' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_any_name' 'false' vault read -format=json -field='allow_any_name' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_localhost' 'false' vault read -format=json -field='allow_localhost' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'allow_ip_sans' 'false' vault read -format=json -field='allow_ip_sans' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'enforce_hostnames' 'true' vault read -format=json -field='enforce_hostnames' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'require_cn' 'false' vault read -format=json -field='require_cn' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'server_flag' 'true' vault read -format=json -field='server_flag' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'client_flag' 'false' vault read -format=json -field='client_flag' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'key_type' '"any"' vault read -format=json -field='key_type' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'key_bits' '0' vault read -format=json -field='key_bits' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'ttl' '2592000' vault read -format=json -field='ttl' 'team/pki/roles/mesh'
    same 'team/pki/roles/mesh' 'max_ttl' '7776000' vault read -format=json -field='max_ttl' 'team/pki/roles/mesh'
  fi
  if there vault read 'auth/clusters/eu-1/role/corporate'; then
    write_login=
    same 'auth/clusters/eu-1/role/corporate' 'bound_service_account_names' '["corporate"]' vault read -format=json -field='bound_service_account_names' 'auth/clusters/eu-1/role/corporate'
    same 'auth/clusters/eu-1/role/corporate' 'bound_service_account_namespaces' '["security"]' vault read -format=json -field='bound_service_account_namespaces' 'auth/clusters/eu-1/role/corporate'
    same 'auth/clusters/eu-1/role/corporate' 'audience' '"vault://corporate"' vault read -format=json -field='audience' 'auth/clusters/eu-1/role/corporate'
    same 'auth/clusters/eu-1/role/corporate' 'token_policies' '["team-pki-sign-mesh-a31c00d2"]' vault read -format=json -field='token_policies' 'auth/clusters/eu-1/role/corporate'
    same 'auth/clusters/eu-1/role/corporate' 'token_no_default_policy' 'true' vault read -format=json -field='token_no_default_policy' 'auth/clusters/eu-1/role/corporate'
    same 'auth/clusters/eu-1/role/corporate' 'token_ttl' '300' vault read -format=json -field='token_ttl' 'auth/clusters/eu-1/role/corporate'
  fi
  if [ -n "$differs" ]; then
    echo 'Nothing was written. Give --force to replace each of them as a whole; what does not stand in this script is lost then.' >&2
    exit 3
  fi
fi

if [ -n "$write_policy" ]; then
vault policy write 'team-pki-sign-mesh-a31c00d2' - <<'END'
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
fi

if [ -n "$write_role" ]; then
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
fi

if [ -n "$write_login" ]; then
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
    "team-pki-sign-mesh-a31c00d2"
  ],
  "token_no_default_policy": true,
  "token_ttl": 300
}
END
fi
