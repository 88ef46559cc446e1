import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { IssuerIntent } from './issuerIntent';
import type { VaultSettings } from './vaultField';
import { vaultScript } from './vaultScript';
import { vaultTerraform } from './vaultTerraform';
import { vaultWrites } from './vaultWrites';

/** Name of the files of an issuer, without their ending. @internal */
export function vaultFileName(intent: IssuerIntent): string {
  const { scope, namespace, name } = intent;
  return `vault/${scope === 'cluster' ? name : `${namespace}.${name}`}`;
}

/** What has to stand in Vault, as a script and as Terraform. @internal */
export function vaultFiles(
  intent: IssuerIntent,
  vault: VaultSettings,
): NonNullable<BuiltDefinitions['files']> {
  const writes = vaultWrites(intent, vault);
  const { server, vaultNamespace } = vault;
  const { scope, namespace, name } = intent;
  const label = scope === 'cluster' ? [name] : [namespace, name];
  const path = vaultFileName(intent);
  return [
    {
      path: `${path}.sh`,
      content: vaultScript(writes, { server, vaultNamespace }),
    },
    {
      path: `${path}.tf`,
      content: vaultTerraform(writes, { label, vaultNamespace }),
    },
  ];
}
