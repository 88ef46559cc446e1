import { acmeSecrets } from './acmeSecrets';
import type { IssuerIntent } from './issuerIntent';
import { issuerKind } from './issuerObject';
import { rootSecretName } from './selfSignedIssuer';
import { vaultFileName } from './vaultFiles';
import type { VaultSettings } from './vaultField';
import { vaultNames } from './vaultNames';

function methodEffects({ auth: { mount, method } }: VaultSettings): string[] {
  if (!method) return [];
  return [
    `That somebody is an admin of Vault: it also mounts the Kubernetes auth method at ${mount}, where it is not, and configures it for ${method.kubernetesHost}. Every issuer that logs in there depends on it.`,
    method.reviewer === 'vault'
      ? 'Vault reviews tokens as its own ServiceAccount, which must have ClusterRole system:auth-delegator in this cluster.'
      : 'A ServiceAccount with ClusterRole system:auth-delegator reviews tokens; its token is read from the file in REVIEWER_JWT_FILE and kept in Vault, and stands in no repository.',
  ];
}

function vaultEffects(intent: IssuerIntent, vault: VaultSettings): string[] {
  const { namespace, name } = intent;
  const { serviceAccount, audience } = vaultNames(intent, vault);
  const { allowedDomains, maxTtl, role } = vault.pki;
  const path = vaultFileName(intent);
  return [
    `Somebody with rights in Vault runs ${path}.sh, or applies ${path}.tf, first: until then the issuer is not ready.`,
    ...methodEffects(vault),
    ...(vault.caBundle
      ? [
          `Secret ${namespace}/${vault.caBundle.name} must hold the CA of ${vault.server} in ${vault.caBundle.key}.`,
        ]
      : []),
    `The controller of cert-manager may then have tokens made for ServiceAccount ${namespace}/${serviceAccount}, with the audience ${audience}, and logs in to Vault with them.`,
    `Certificates of ${issuerKind(
      intent,
    )} ${name} may have names below ${allowedDomains.join(
      ', ',
    )} and live for at most ${maxTtl}; others are refused as not allowed by role ${role}.`,
  ];
}

function acmeEffects({ acme, namespace, name }: IssuerIntent): string[] {
  if (!acme) return [];
  const byHttp = acme.solvers.some(
    ({ ingressClassName, gateway }) => ingressClassName ?? gateway,
  );
  const byGateway = acme.solvers.some(({ gateway }) => gateway);
  const secrets = acmeSecrets(acme).map(secret => `${namespace}/${secret}`);
  return [
    `At the next sync cert-manager makes an account at ${
      acme.server
    } and keeps its key in Secret ${namespace}/${
      acme.privateKeySecret ?? `${name}-account-key`
    }.`,
    ...(byHttp
      ? [
          'To prove a name by HTTP01, its port 80 must be reached from the ACME server, and no policy may ask for a token at /.well-known/acme-challenge/. Wildcards need DNS01.',
        ]
      : []),
    ...(byGateway
      ? [
          // pkg/issuer/acme/http/http.go: "gateway api is not enabled".
          'At a Gateway, cert-manager must run with enableGatewayAPI (config.enableGatewayAPI of its chart), which is off by default.',
        ]
      : []),
    ...(secrets.length > 0
      ? [
          `To write into DNS, cert-manager reads ${secrets.join(
            ', ',
          )}, which must be there first: this change does not carry them. Let their credentials change the challenge's zone and no other.`,
        ]
      : []),
  ];
}

function caEffects(intent: IssuerIntent): string[] {
  const { ca, selfSigned, namespace } = intent;
  if (ca) {
    return [
      `Secret ${namespace}/${ca.secretName} must hold tls.crt and tls.key of the CA: this change does not carry it, and no repository should.`,
    ];
  }
  if (!selfSigned) return [];
  return [
    `At the next sync cert-manager makes root CA ${
      selfSigned.commonName
    } in Secret ${namespace}/${rootSecretName(
      intent,
    )}. Whoever reads that Secret can sign for every name.`,
    'Nobody outside trusts this root until its certificate is handed to them.',
  ];
}

function bundleEffects({ trustBundle }: IssuerIntent): string[] {
  if (!trustBundle) return [];
  const { credentialName, namespace } = trustBundle;
  return [
    `The operator trust-manager, which must be allowed to write Secret ${credentialName}-cacert, writes the root CAs there in ${namespace}; Istio believes them instead of the CA beside the certificate of ${credentialName}.`,
  ];
}

/** What happens in the cluster, in order. @internal */
export function issuerEffects(intent: IssuerIntent): string[] {
  return [
    ...(intent.vault ? vaultEffects(intent, intent.vault) : []),
    ...acmeEffects(intent),
    ...caEffects(intent),
    ...bundleEffects(intent),
  ];
}
