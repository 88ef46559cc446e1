import { z } from 'zod';
import type { ManifestObject } from '../manifest';
import type { VaultSettings } from './vaultField';

const ANNOTATION = 'meshwright.dev/vault-role';

const note = z.object({
  domains: z.array(z.string()),
  bare: z.boolean(),
  wildcards: z.boolean(),
  maxTtl: z.string(),
});

/** What a role in Vault was set up to sign. @internal */
export type VaultRoleNote = z.output<typeof note>;

/**
 * Notes on an issuer what its role was set up to sign: nobody reads Vault, and
 * a name outside is refused only when cert-manager asks.
 *
 * @internal
 */
export function noteVaultRole(
  pki: VaultSettings['pki'],
  issuer: ManifestObject,
): ManifestObject {
  const said: VaultRoleNote = {
    domains: [...pki.allowedDomains],
    bare: pki.allowBareDomains,
    wildcards: pki.allowWildcards,
    maxTtl: pki.maxTtl,
  };
  const { metadata } = issuer;
  return {
    ...issuer,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [ANNOTATION]: JSON.stringify(said),
      },
    },
  };
}

/** What was noted on an issuer; undefined where it was written by others. @internal */
export function notedVaultRole(
  annotations: Readonly<Record<string, string | null>> | undefined,
): VaultRoleNote | undefined {
  try {
    return note.parse(JSON.parse(annotations?.[ANNOTATION] ?? ''));
  } catch {
    // Edited by hand, or cut because it is long: then nothing is known.
    return undefined;
  }
}

/**
 * Whether the role signs a name.
 * Source: Vault, builtin/logical/pki/cert_util.go, validateNames, with
 * allow_subdomains and without globs.
 *
 * @internal
 */
export function signsName(
  { domains, bare, wildcards }: VaultRoleNote,
  name: string,
): boolean {
  const isWild = name.startsWith('*.');
  if (isWild && !wildcards) return false;
  const plain = isWild ? name.slice(2) : name;
  return domains.some(
    domain =>
      plain.endsWith(`.${domain}`) || (plain === domain && (bare || isWild)),
  );
}
