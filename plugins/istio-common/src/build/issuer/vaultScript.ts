import { shellText } from './shellText';
import type { VaultWrites } from './vaultWrites';

// JSON never has a line of its own that reads so: its lines begin with a brace
// or a space.
const END = 'END';

/** Feeds a value to a command as JSON, which no shell and no key=value reads. */
function withInput(words: readonly string[], value: unknown): string {
  return `${words.join(' ')} - <<'${END}'\n${JSON.stringify(
    value,
    undefined,
    2,
  )}\n${END}\n`;
}

const HEAD = `#!/bin/sh
# Lets cert-manager have certificates signed by Vault: a policy, the role that
# signs, and the role by which cert-manager logs in. Each command writes the
# whole of what it names, so running this again is safe.
#
# Needs the vault command, a login that may write these three paths, and the
# PKI engine and the Kubernetes auth method mounted and configured; Vault must
# be able to review tokens at the API server of this cluster.
set -eu
`;

/**
 * The Vault CLI commands of an issuer, for people to review and run. Values
 * never meet the shell unquoted, nor \`key=value\`, where a leading "@" would
 * read a file.
 *
 * @internal
 */
export function vaultScript(
  { policy, pkiRole, authRole }: VaultWrites,
  where: { server: string; vaultNamespace?: string },
): string {
  const { server, vaultNamespace } = where;
  return [
    HEAD,
    `# Vault may have another address from where you are: set VAULT_ADDR then.
if [ -z "\${VAULT_ADDR:-}" ]; then
  VAULT_ADDR=${shellText(server)}
fi
export VAULT_ADDR
${
  vaultNamespace === undefined
    ? ''
    : `VAULT_NAMESPACE=${shellText(vaultNamespace)}\nexport VAULT_NAMESPACE\n`
}`,
    withInput(['vault', 'policy', 'write', shellText(policy.name)], {
      path: { [policy.path]: { capabilities: policy.capabilities } },
    }),
    withInput(
      ['vault', 'write', shellText(`${pkiRole.backend}/roles/${pkiRole.name}`)],
      pkiRole.settings,
    ),
    withInput(
      [
        'vault',
        'write',
        shellText(`auth/${authRole.backend}/role/${authRole.name}`),
      ],
      authRole.settings,
    ),
  ].join('\n');
}
