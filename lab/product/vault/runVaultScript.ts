import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { VaultStandIn } from './VaultStandIn';

const run = promisify(execFile);

/** Runs a generated script as an administrator would, against the stand-in. */
export async function runVaultScript(
  script: string,
  vault: VaultStandIn,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-vault-'));
  try {
    symlinkSync(join(__dirname, 'vaultCommand.cjs'), join(folder, 'vault'));
    writeFileSync(join(folder, 'ca.pem'), vault.serverCaPem);
    writeFileSync(join(folder, 'script.sh'), script);
    await run('/bin/sh', [join(folder, 'script.sh')], {
      env: {
        // VAULT_ADDR is what the script itself says.
        PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`,
        VAULT_TOKEN: vault.rootToken,
        VAULT_CACERT: join(folder, 'ca.pem'),
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
