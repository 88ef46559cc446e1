# Terraform replaces a policy or role of the same name that it did not make, as
# a whole and without a word: look whether one is there, and import it first.

resource "vault_policy" "issuer_istio-system_vault-issuer" {
  name   = "pki-sign-appk8s-dot-com"
  policy = "{\"path\":{\"pki/sign/appk8s-dot-com\":{\"capabilities\":[\"create\",\"update\"]}}}"
}

resource "vault_pki_secret_backend_role" "issuer_istio-system_vault-issuer" {
  backend                     = "pki"
  name                        = "appk8s-dot-com"
  allowed_domains             = ["appk8s.com"]
  allow_subdomains            = true
  allow_bare_domains          = false
  allow_wildcard_certificates = false
  allow_glob_domains          = false
  allow_any_name              = false
  allow_localhost             = false
  allow_ip_sans               = false
  enforce_hostnames           = true
  require_cn                  = false
  server_flag                 = true
  client_flag                 = true
  key_type                    = "any"
  key_bits                    = 0
  ttl                         = "259200"
  max_ttl                     = "259200"
}

resource "vault_kubernetes_auth_backend_role" "issuer_istio-system_vault-issuer" {
  backend                          = "kubernetes"
  role_name                        = "issuer"
  bound_service_account_names      = ["issuer"]
  bound_service_account_namespaces = ["istio-system"]
  audience                         = "vault://istio-system/vault-issuer"
  token_policies                   = ["pki-sign-appk8s-dot-com"]
  token_no_default_policy          = true
  token_ttl                        = 300
}
