# Terraform replaces a policy or role of the same name that it did not make, as
# a whole and without a word: look whether one is there, and import it first.

resource "vault_policy" "issuer_corporate" {
  namespace = "mesh/prod"
  name      = "team-pki-sign-mesh-a31c00d2"
  policy    = "{\"path\":{\"team/pki/sign/mesh\":{\"capabilities\":[\"create\",\"update\"]}}}"
}

resource "vault_pki_secret_backend_role" "issuer_corporate" {
  namespace                   = "mesh/prod"
  backend                     = "team/pki"
  name                        = "mesh"
  allowed_domains             = ["shop.example.com", "clients.example.com"]
  allow_subdomains            = true
  allow_bare_domains          = true
  allow_wildcard_certificates = true
  allow_glob_domains          = false
  allow_any_name              = false
  allow_localhost             = false
  allow_ip_sans               = false
  enforce_hostnames           = true
  require_cn                  = false
  server_flag                 = true
  client_flag                 = false
  key_type                    = "any"
  key_bits                    = 0
  ttl                         = "2592000"
  max_ttl                     = "7776000"
}

resource "vault_kubernetes_auth_backend_role" "issuer_corporate" {
  namespace                        = "mesh/prod"
  backend                          = "clusters/eu-1"
  role_name                        = "corporate"
  bound_service_account_names      = ["corporate"]
  bound_service_account_namespaces = ["security"]
  audience                         = "vault://corporate"
  token_policies                   = ["team-pki-sign-mesh-a31c00d2"]
  token_no_default_policy          = true
  token_ttl                        = 300
}
