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

/** The claims that go and are not written anew. */
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

/** Certificates that the claim kept; the namespaces tell which others a longer one keeps. */
function keptBy(
  { namespace, prefix }: Claim,
  { view: { after } }: LiveInput,
): CertificateObject[] {
  const longer = [...after.index.all('namespace')]
    .map(({ ref }) => `${ref.name}-`)
    .filter(own => own.length > prefix.length && own.startsWith(prefix));
  return [...after.index.inNamespace('certificate', namespace)]
    .filter(
      ({ ref: { name } }) =>
        name.startsWith(prefix) && !longer.some(own => name.startsWith(own)),
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
    return goingClaims(input).flatMap(claim => {
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
};
