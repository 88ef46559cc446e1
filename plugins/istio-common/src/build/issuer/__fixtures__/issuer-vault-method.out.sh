#!/bin/sh
# Lets cert-manager have certificates signed by Vault: a policy, the role that
# signs, and the role by which cert-manager logs in.
#
# What is there already and reads the same is left as it is, so running this
# again is safe. Where a setting differs, it is told and nothing is written,
# unless you give --force: each of the three is then replaced as a whole, and
# settings that do not stand here are lost.
#
# Before these three it mounts the Kubernetes auth method where it is not, and
# configures it, for every issuer that logs in there.
#
# Needs the vault command, the login of an admin who may do that, and the PKI
# engine mounted. Who reviews tokens needs ClusterRole system:auth-delegator.
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

write_mount=1
mounts=$(vault auth list -format=json </dev/null) || {
  echo 'Vault does not tell which auth methods there are, so nothing was written.' >&2
  exit 3
}
case "$(printf '%s' "$mounts" | tr -d '[:space:]')" in
  *'"clusters/eu-1/":{'*) write_mount= ;;
esac

write_config=1 write_policy=1 write_role=1 write_login=1
if [ -z "$force" ]; then
  if there vault policy read 'pki-sign-mesh'; then
    write_policy=
    same 'policy pki-sign-mesh' 'policy' '{"path":{"pki/sign/mesh":{"capabilities":["create","update"]}}}' vault policy read 'pki-sign-mesh'
  fi
  if there vault read 'pki/roles/mesh'; then
    write_role=
    same 'pki/roles/mesh' 'allowed_domains' '["example.com"]' vault read -format=json -field='allowed_domains' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_subdomains' 'true' vault read -format=json -field='allow_subdomains' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_bare_domains' 'false' vault read -format=json -field='allow_bare_domains' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_wildcard_certificates' 'false' vault read -format=json -field='allow_wildcard_certificates' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_glob_domains' 'false' vault read -format=json -field='allow_glob_domains' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_any_name' 'false' vault read -format=json -field='allow_any_name' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_localhost' 'false' vault read -format=json -field='allow_localhost' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'allow_ip_sans' 'false' vault read -format=json -field='allow_ip_sans' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'enforce_hostnames' 'true' vault read -format=json -field='enforce_hostnames' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'require_cn' 'false' vault read -format=json -field='require_cn' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'server_flag' 'true' vault read -format=json -field='server_flag' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'client_flag' 'true' vault read -format=json -field='client_flag' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'key_type' '"any"' vault read -format=json -field='key_type' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'key_bits' '0' vault read -format=json -field='key_bits' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'ttl' '259200' vault read -format=json -field='ttl' 'pki/roles/mesh'
    same 'pki/roles/mesh' 'max_ttl' '259200' vault read -format=json -field='max_ttl' 'pki/roles/mesh'
  fi
  if [ -z "$write_mount" ]; then
    if there vault read 'auth/clusters/eu-1/config'; then
      write_config=
      same 'auth/clusters/eu-1/config' 'kubernetes_host' '"https://api.eu-1.example.com:6443"' vault read -format=json -field='kubernetes_host' 'auth/clusters/eu-1/config'
      same 'auth/clusters/eu-1/config' 'kubernetes_ca_cert' '"-----BEGINCERTIFICATE-----\nMIIBplaceholder+placeholder/placeholder==\n-----ENDCERTIFICATE-----\n"' vault read -format=json -field='kubernetes_ca_cert' 'auth/clusters/eu-1/config'
      same 'auth/clusters/eu-1/config' 'disable_local_ca_jwt' 'true' vault read -format=json -field='disable_local_ca_jwt' 'auth/clusters/eu-1/config'
    fi
    if there vault read 'auth/clusters/eu-1/role/istio-system.vault-issuer'; then
      write_login=
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'bound_service_account_names' '["vault-issuer"]' vault read -format=json -field='bound_service_account_names' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'bound_service_account_namespaces' '["istio-system"]' vault read -format=json -field='bound_service_account_namespaces' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'audience' '"vault://istio-system/vault-issuer"' vault read -format=json -field='audience' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'token_policies' '["pki-sign-mesh"]' vault read -format=json -field='token_policies' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'token_no_default_policy' 'true' vault read -format=json -field='token_no_default_policy' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
      same 'auth/clusters/eu-1/role/istio-system.vault-issuer' 'token_ttl' '300' vault read -format=json -field='token_ttl' 'auth/clusters/eu-1/role/istio-system.vault-issuer'
    fi
  fi
  if [ -n "$differs" ]; then
    echo 'Nothing was written. Give --force to replace each of them as a whole; what does not stand in this script is lost then.' >&2
    exit 3
  fi
fi

if [ -n "$write_config" ] && [ ! -r "${REVIEWER_JWT_FILE:-}" ]; then
  echo 'REVIEWER_JWT_FILE must name a file with the token of a ServiceAccount that may review tokens (ClusterRole system:auth-delegator); nothing was written.' >&2
  exit 64
fi

if [ -n "$write_mount" ]; then
vault auth enable -path='clusters/eu-1' kubernetes </dev/null
fi

if [ -n "$write_config" ]; then
vault write 'auth/clusters/eu-1/config' - token_reviewer_jwt=@"$REVIEWER_JWT_FILE" <<'END'
{
  "kubernetes_host": "https://api.eu-1.example.com:6443",
  "kubernetes_ca_cert": "-----BEGIN CERTIFICATE-----\nMIIBplaceholder+placeholder/placeholder==\n-----END CERTIFICATE-----\n",
  "disable_local_ca_jwt": true
}
END
fi

if [ -n "$write_policy" ]; then
vault policy write 'pki-sign-mesh' - <<'END'
{
  "path": {
    "pki/sign/mesh": {
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
vault write 'pki/roles/mesh' - <<'END'
{
  "allowed_domains": [
    "example.com"
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
vault write 'auth/clusters/eu-1/role/istio-system.vault-issuer' - <<'END'
{
  "bound_service_account_names": [
    "vault-issuer"
  ],
  "bound_service_account_namespaces": [
    "istio-system"
  ],
  "audience": "vault://istio-system/vault-issuer",
  "token_policies": [
    "pki-sign-mesh"
  ],
  "token_no_default_policy": true,
  "token_ttl": 300
}
END
fi
