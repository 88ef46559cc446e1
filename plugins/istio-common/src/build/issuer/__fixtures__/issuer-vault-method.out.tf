# Terraform replaces a policy or role of the same name that it did not make, as
# a whole and without a word: look whether one is there, and import it first.

resource "vault_policy" "issuer_istio-system_vault-issuer" {
  name   = "pki-sign-mesh"
  policy = "{\"path\":{\"pki/sign/mesh\":{\"capabilities\":[\"create\",\"update\"]}}}"
}

resource "vault_pki_secret_backend_role" "issuer_istio-system_vault-issuer" {
  backend                     = "pki"
  name                        = "mesh"
  allowed_domains             = ["example.com"]
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

variable "issuer_istio-system_vault-issuer_reviewer_jwt" {
  type      = string
  sensitive = true
}

resource "vault_auth_backend" "issuer_istio-system_vault-issuer" {
  type = "kubernetes"
  path = "clusters/eu-1"
}

resource "vault_kubernetes_auth_backend_config" "issuer_istio-system_vault-issuer" {
  backend              = vault_auth_backend.issuer_istio-system_vault-issuer.path
  kubernetes_host      = "https://api.eu-1.example.com:6443"
  kubernetes_ca_cert   = "-----BEGIN CERTIFICATE-----\nMIIBplaceholder+placeholder/placeholder==\n-----END CERTIFICATE-----\n"
  disable_local_ca_jwt = true
  token_reviewer_jwt   = var.issuer_istio-system_vault-issuer_reviewer_jwt
}

resource "vault_kubernetes_auth_backend_role" "issuer_istio-system_vault-issuer" {
  backend                          = vault_auth_backend.issuer_istio-system_vault-issuer.path
  role_name                        = "istio-system.vault-issuer"
  bound_service_account_names      = ["vault-issuer"]
  bound_service_account_namespaces = ["istio-system"]
  audience                         = "vault://istio-system/vault-issuer"
  token_policies                   = ["pki-sign-mesh"]
  token_no_default_policy          = true
  token_ttl                        = 300
}
