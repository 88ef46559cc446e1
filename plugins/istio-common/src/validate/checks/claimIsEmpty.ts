import type { ValidationFinding } from '../../api/validation';
import { manifestRef } from '../../build/manifest';
import { claimedPrefix } from '../../build/onboard/tenantClaim';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { CertificateObject } from '../../model/certificateObjects';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';

/** So many certificates are named. */
const SHOWN = 5;

interface Claim {
  name: string;
  namespace: string;
  prefix: string;
}

/** The claims that files of the repository make; undefined where none were read. */
function claimsInFiles({ files }: LiveInput): Claim[] | undefined {
  return files?.definitions.flatMap(object => {
    const prefix = claimedPrefix(object);
    const { name, namespace = '' } = manifestRef(object);
    return prefix ? [{ name, namespace, prefix }] : [];
  });
}

const isSame = (one: Claim, other: Claim) =>
  one.name === other.name && one.namespace === other.namespace;

/**
 * The claims that go and are not written anew. Where the tenant left already,
 * the intent does not tell what it claimed: its name is assumed.
 */
function goingClaims({ objects, removes = [] }: ChangeInput): Claim[] {
  return removes.flatMap(object => {
    const prefix = claimedPrefix(object);
    const { name, namespace = '' } = manifestRef(object);
    const stays = objects.some(
      one =>
        claimedPrefix(one) !== undefined &&
        one.metadata.name === name &&
        one.metadata.namespace === namespace,
    );
    return prefix && !stays ? [{ name, namespace, prefix }] : [];
  });
}

/** The same as the files of the repository have them, where these were read. */
function knownClaims(input: LiveInput): Claim[] {
  const going = goingClaims(input);
  const known = claimsInFiles(input);
  if (!known) return going;
  // Of a tenant who never was, nothing goes.
  const own = isTenantTold(input) ? going : [];
  return going.flatMap(
    claim =>
      known.find(one => isSame(one, claim)) ??
      own.filter(one => isSame(one, claim)),
  );
}

/** Whether the intent says what its tenant claimed. */
function isTenantTold({ intent }: ChangeInput): boolean {
  return intent.tenant !== undefined;
}

/** Longer claims of others, or what is likely to be one, where nobody knows. */
function longerPrefixes(input: LiveInput, { prefix }: Claim): string[] {
  const others =
    claimsInFiles(input)?.map(claim => claim.prefix) ??
    [...input.view.after.index.all('namespace')].map(
      ({ ref }) => `${ref.name}-`,
    );
  return others.filter(
    own => own.length > prefix.length && own.startsWith(prefix),
  );
}

/** Certificates that the claim kept. */
function keptBy(claim: Claim, input: LiveInput): CertificateObject[] {
  const longer = longerPrefixes(input, claim);
  return [...input.view.after.index.inNamespace('certificate', claim.namespace)]
    .filter(
      ({ ref: { name } }) =>
        name.startsWith(claim.prefix) &&
        !longer.some(own => name.startsWith(own)),
    )
    .sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
}

function names(certificates: readonly CertificateObject[]): string {
  const more = certificates.length - SHOWN;
  const first = certificates.slice(0, SHOWN).map(({ ref }) => named(ref));
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * No certificate is left whose name a tenant claimed that leaves: its claim is
 * all that the policies of tenants with the same domains know it by. The API
 * server cannot keep a claim that is in use: a policy there sees one object.
 * Source: kubernetes.io, Validating Admission Policy.
 *
 * @internal
 */
export const claimIsEmpty: LiveChangeCheck = {
  id: 'claim-is-empty',
  title: 'certificates whose names the claim that goes kept from other tenants',
  needs: ['certificates.cert-manager.io'],
  alsoReads: ['namespaces'],
  onRemoval: true,
  byFiles: true,
  concerns: input => goingClaims(input).length > 0,
  run(input): ValidationFinding[] {
    return knownClaims(input).flatMap(claim => {
      const left = keptBy(claim, input);
      const [first] = left;
      if (!first) return [];
      return [
        {
          ...ofKind(CHANGE_CODES.claimOutlived),
          ref: first.ref,
          field: 'tenant',
          cause: `ConfigMap ${claim.namespace}/${
            claim.name
          } goes, by which names that begin with ${
            claim.prefix
          } belong to this tenant, and Certificate ${names(
            left,
          )} would be left: a tenant whose names begin alike and whose domains these are may change or delete them then.`,
          fix: 'Remove these, with what serves them, before the tenant leaves.',
        },
      ];
    });
  },
  unverified(input) {
    if (input.files) return [];
    const [claim] = goingClaims(input);
    if (!claim) return [];
    const place = `ConfigMap ${claim.namespace}/${claim.name}`;
    return isTenantTold(input)
      ? ['Which longer names other tenants claim (no file was read)']
      : [
          `Certificates of a tenant who claimed names of its own (${place} says which, and no file was read)`,
        ];
  },
};
