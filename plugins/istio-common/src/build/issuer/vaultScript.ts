import { shellText } from './shellText';
import {
  checkMount,
  checkReviewer,
  reviewerWords,
  writeMount,
} from './vaultMethodScript';
import type { VaultValue, VaultWrites } from './vaultWrites';

// JSON never has a line of its own that reads so: its lines begin with a brace
// or a space.
const END = 'END';

/** One thing that has to stand in Vault. */
interface VaultPart {
  /** Names the shell variable that says whether it is to be written. */
  variable: string;
  title: string;
  read: readonly string[];
  write: readonly string[];
  /** What is compared when it is there: the command that reads it, what it says then. */
  settings: Array<{ name: string; read: readonly string[]; wanted: string }>;
  input: unknown;
  /** Words after the input. */
  more?: readonly string[];
}

/** As the script compares values: JSON without white space. */
function squeezed(value: unknown): string {
  return JSON.stringify(value).replace(/\s/g, '');
}

function policyPart({ name, path, capabilities }: VaultWrites['policy']) {
  const input = { path: { [path]: { capabilities } } };
  const read = ['vault', 'policy', 'read', shellText(name)];
  return {
    variable: 'write_policy',
    title: `policy ${name}`,
    read,
    write: ['vault', 'policy', 'write', shellText(name)],
    settings: [{ name: 'policy', read, wanted: squeezed(input) }],
    input,
  };
}

function rolePart(
  variable: string,
  path: string,
  settings: Record<string, VaultValue>,
): VaultPart {
  return {
    variable,
    title: path,
    read: ['vault', 'read', shellText(path)],
    write: ['vault', 'write', shellText(path)],
    settings: Object.entries(settings).map(([name, value]) => ({
      name,
      read: [
        ...['vault', 'read', '-format=json', `-field=${shellText(name)}`],
        shellText(path),
      ],
      wanted: squeezed(value),
    })),
    input: settings,
  };
}

function configPart(method: NonNullable<VaultWrites['authMethod']>): VaultPart {
  const path = `auth/${method.mount}/config`;
  return {
    ...rolePart('write_config', path, method.config),
    more: reviewerWords(method),
  };
}

/** Finds out whether a part is there, and what of it differs. */
function check({ variable, title, read, settings }: VaultPart): string {
  return [
    `  if there ${read.join(' ')}; then`,
    `    ${variable}=`,
    ...settings.map(
      ({ name, read: command, wanted }) =>
        `    same ${[title, name, wanted]
          .map(shellText)
          .join(' ')} ${command.join(' ')}`,
    ),
    '  fi\n',
  ].join('\n');
}

/** Below a method that is not mounted Vault has no route, and says so. */
function checkMounted(parts: readonly VaultPart[]): string {
  return `  if [ -z "$write_mount" ]; then\n${parts
    .map(check)
    .join('')
    .replace(/^(?=.)/gm, '  ')}  fi\n`;
}

/** Feeds a part to its command as JSON, which no shell and no key=value reads. */
function write({ variable, write: words, input, more }: VaultPart): string {
  return `if [ -n "$${variable}" ]; then
${[...words, '-', ...(more ?? [])].join(' ')} <<'${END}'
${JSON.stringify(input, undefined, 2)}
${END}
fi
`;
}

const NEEDS = `# Needs the vault command, a login that may read and write these three paths,
# and the PKI engine and the Kubernetes auth method mounted and configured;
# Vault must be able to review tokens at the API server of this cluster.
`;

const NEEDS_OF_ADMIN = `# Before these three it mounts the Kubernetes auth method where it is not, and
# configures it, for every issuer that logs in there.
#
# Needs the vault command, the login of an admin who may do that, and the PKI
# engine mounted. Who reviews tokens needs ClusterRole system:auth-delegator.
`;

const head = (needs: string) => `#!/bin/sh
# Lets cert-manager have certificates signed by Vault: a policy, the role that
# signs, and the role by which cert-manager logs in.
#
# What is there already and reads the same is left as it is, so running this
# again is safe. Where a setting differs, it is told and nothing is written,
# unless you give --force: each of the three is then replaced as a whole, and
# settings that do not stand here are lost.
#
${needs}set -eu

force=
case "\${1:-}" in
  '') ;;
  --force) force=1 ;;
  *) echo "usage: $0 [--force]" >&2; exit 64 ;;
esac
`;

const FUNCTIONS = `differs=

# there COMMAND...: whether what the command reads is there.
there() {
  if said=$("$@" 2>&1 </dev/null); then return 0; fi
  case "$said" in
    *'No value found at'* | *'No policy named'*) return 1 ;;
  esac
  printf '%s\\n' "$said" >&2
  echo 'Vault does not tell what is there, so nothing was written: correct that, or give --force to replace what may be there.' >&2
  exit 3
}

# same WHAT SETTING WANTED COMMAND...: tells a setting that is another one.
same() {
  what=$1 setting=$2 wanted=$3
  shift 3
  has=$("$@" </dev/null | tr -d '[:space:]')
  if [ "$has" != "$wanted" ]; then
    printf '%s: %s is %s, would be %s\\n' "$what" "$setting" "$has" "$wanted" >&2
    differs=1
  fi
}
`;

const REFUSE = `  if [ -n "$differs" ]; then
    echo 'Nothing was written. Give --force to replace each of them as a whole; what does not stand in this script is lost then.' >&2
    exit 3
  fi
`;

/**
 * The Vault CLI commands of an issuer, for people to review and run. Values
 * never meet the shell unquoted, nor `key=value`, where a leading "@" would
 * read a file. Vault replaces what is written as a whole, so what is there and
 * differs is left alone unless that is asked for.
 * Source: Vault, command/read.go, command/policy_read.go and
 * command/util.go (texts for what is not there).
 *
 * @internal
 */
export function vaultScript(
  { policy, pkiRole, authRole, authMethod: method }: VaultWrites,
  where: { server: string; vaultNamespace?: string },
): string {
  const { server, vaultNamespace } = where;
  const config = method ? [configPart(method)] : [];
  const login = rolePart(
    'write_login',
    `auth/${authRole.backend}/role/${authRole.name}`,
    authRole.settings,
  );
  const signing: VaultPart[] = [
    policyPart(policy),
    rolePart(
      'write_role',
      `${pkiRole.backend}/roles/${pkiRole.name}`,
      pkiRole.settings,
    ),
  ];
  const parts = [...config, ...signing, login];
  return [
    head(method ? NEEDS_OF_ADMIN : NEEDS),
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
    FUNCTIONS,
    ...(method ? [checkMount(method)] : []),
    `${parts.map(({ variable }) => `${variable}=1`).join(' ')}
if [ -z "$force" ]; then
${signing.map(check).join('')}${
      method ? checkMounted([...config, login]) : check(login)
    }${REFUSE}fi
`,
    ...(method ? [...checkReviewer(method), writeMount(method)] : []),
    ...parts.map(write),
  ].join('\n');
}
