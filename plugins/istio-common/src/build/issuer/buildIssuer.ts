import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import { acmeIssuer } from './acmeIssuer';
import { issuerEffects } from './issuerEffects';
import type { IssuerIntent } from './issuerIntent';
import { issuerKind, issuerObject } from './issuerObject';
import { selfSignedIssuer } from './selfSignedIssuer';
import { trustBundleObject } from './trustBundle';
import { vaultFiles } from './vaultFiles';
import { vaultIssuer } from './vaultIssuer';

function issuerObjects(intent: IssuerIntent): ManifestObject[] {
  const { name, vault, ca, acme, selfSigned } = intent;
  if (vault) return vaultIssuer(intent, vault);
  if (acme) return acmeIssuer(intent, acme);
  if (selfSigned) return selfSignedIssuer(intent, selfSigned);
  if (ca) {
    const { secretName } = ca;
    return [issuerObject(intent, name, { ca: { secretName } })];
  }
  return [];
}

function summaryOf(intent: IssuerIntent): string {
  const { name, cluster, scope, namespace, trustBundle } = intent;
  const where = scope === 'cluster' ? '' : ` of ${namespace}`;
  const issuer = `${issuerKind(intent)} ${name}${where} in ${cluster}`;
  if (intent.vault) {
    const { role, mount } = intent.vault.pki;
    return `Have Vault (role ${role} of ${mount}) sign certificates of ${issuer}.`;
  }
  if (intent.acme) {
    return `Get certificates of ${issuer} from ${intent.acme.server}.`;
  }
  if (intent.ca) {
    return `Have the CA in Secret ${namespace}/${intent.ca.secretName} sign certificates of ${issuer}.`;
  }
  if (intent.selfSigned) {
    return `Have a new root CA of the cluster sign certificates of ${issuer}.`;
  }
  return `Let credential ${trustBundle?.credentialName} in ${cluster} trust the roots behind ${issuer}.`;
}

function rollbackOf({ type, vault, name }: IssuerIntent): string {
  const tail = vault
    ? ' Its roles and policy stay in Vault until somebody removes them there.'
    : '';
  return type === 'existing'
    ? 'Revert this pull request: trust-manager removes the Secret with the CAs at the next sync, and clients are turned away unless the Secret of the certificate has them.'
    : `Revert this pull request, after every Certificate of ${name} has another issuer: certificates that are there stay good until they end, and are not renewed.${tail}`;
}

/**
 * The definitions of an issuer, with what has to stand in Vault as a script and
 * as Terraform.
 *
 * @public
 */
export function buildIssuer(intent: IssuerIntent): BuiltDefinitions {
  const { vault, trustBundle } = intent;
  return {
    objects: [
      ...issuerObjects(intent),
      ...(trustBundle ? [trustBundleObject(trustBundle)] : []),
    ],
    summary: summaryOf(intent),
    effects: issuerEffects(intent),
    rollback: rollbackOf(intent),
    ...(vault && { files: vaultFiles(intent, vault) }),
  };
}
