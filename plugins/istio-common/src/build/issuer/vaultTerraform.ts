import { hclText } from './hclText';
import type { VaultValue, VaultWrites } from './vaultWrites';

/** Arguments that the provider takes as text, in seconds. */
const SECONDS_AS_TEXT: ReadonlySet<string> = new Set(['ttl', 'max_ttl']);

function valueOf(name: string, value: VaultValue): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    return SECONDS_AS_TEXT.has(name) ? hclText(String(value)) : String(value);
  }
  return typeof value === 'string'
    ? hclText(value)
    : `[${value.map(hclText).join(', ')}]`;
}

function resource(
  type: string,
  label: string,
  lines: ReadonlyArray<readonly [string, string]>,
): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  const body = lines.map(
    ([name, value]) => `  ${name.padEnd(width)} = ${value}\n`,
  );
  return `resource "${type}" "${label}" {\n${body.join('')}}\n`;
}

function settingLines(settings: Record<string, VaultValue>) {
  return Object.entries(settings).map(
    ([name, value]) => [name, valueOf(name, value)] as const,
  );
}

/** An identifier that no other issuer has: names have no "_". */
function labelOf(parts: readonly string[]): string {
  return ['issuer', ...parts].join('_').replace(/[^A-Za-z0-9_-]/g, '_');
}

/**
 * The mount and its configuration. The token of a reviewer is a variable: it
 * stands in no repository, but in the state of Terraform.
 */
function methodResources(
  { mount, config, reviewerToken }: NonNullable<VaultWrites['authMethod']>,
  label: string,
  space: ReadonlyArray<readonly [string, string]>,
): string[] {
  const variable = `${label}_reviewer_jwt`;
  return [
    ...(reviewerToken
      ? [
          `variable "${variable}" {\n  type      = string\n  sensitive = true\n}\n`,
        ]
      : []),
    resource('vault_auth_backend', label, [
      ...space,
      ['type', hclText('kubernetes')],
      ['path', hclText(mount)],
    ]),
    resource('vault_kubernetes_auth_backend_config', label, [
      ...space,
      ['backend', `vault_auth_backend.${label}.path`],
      ...settingLines(config),
      ...(reviewerToken
        ? [['token_reviewer_jwt', `var.${variable}`] as const]
        : []),
    ]),
  ];
}

const HEAD = `# Terraform replaces a policy or role of the same name that it did not make, as
# a whole and without a word: look whether one is there, and import it first.
`;

/**
 * The same as {@link vaultScript}, for those who keep Vault in Terraform. It
 * needs the provider hashicorp/vault.
 *
 * @internal
 */
export function vaultTerraform(
  { policy, pkiRole, authRole, authMethod }: VaultWrites,
  where: { label: readonly string[]; vaultNamespace?: string },
): string {
  const label = labelOf(where.label);
  const space =
    where.vaultNamespace === undefined
      ? []
      : [['namespace', hclText(where.vaultNamespace)] as const];
  const document = JSON.stringify({
    path: { [policy.path]: { capabilities: policy.capabilities } },
  });
  return [
    HEAD,
    resource('vault_policy', label, [
      ...space,
      ['name', hclText(policy.name)],
      ['policy', hclText(document)],
    ]),
    resource('vault_pki_secret_backend_role', label, [
      ...space,
      ['backend', hclText(pkiRole.backend)],
      ['name', hclText(pkiRole.name)],
      ...settingLines(pkiRole.settings),
    ]),
    ...(authMethod ? methodResources(authMethod, label, space) : []),
    resource('vault_kubernetes_auth_backend_role', label, [
      ...space,
      [
        'backend',
        authMethod
          ? `vault_auth_backend.${label}.path`
          : hclText(authRole.backend),
      ],
      ['role_name', hclText(authRole.name)],
      ...settingLines(authRole.settings),
    ]),
  ].join('\n');
}
