import { byCreation } from '../../model/byCreation';
import type { CertificateObject } from '../../model/certificateObjects';
import { conditionOf } from './certificateState';

/** How cert-manager names the owner of a Secret that two Certificates write. */
const ISSUED_FOR = /^Secret was issued for "([^"]+)"/;

/** The Certificate that the Secret names, as its rivals report it. */
function namedOwner(
  rivals: readonly CertificateObject[],
): CertificateObject | undefined {
  for (const { conditions } of rivals) {
    const ready = conditionOf(conditions, 'Ready');
    if (ready?.reason !== 'IncorrectCertificate') continue;
    const name = ISSUED_FOR.exec(ready.message ?? '')?.[1];
    const owner = rivals.find(({ ref }) => ref.name === name);
    if (owner) return owner;
  }
  return undefined;
}

/**
 * Which of the Certificates that write one Secret keeps it: the one that the
 * Secret names, else the oldest, ties by name. The others are never issued.
 * Source: internal/controller/certificates/certificates.go, CertificateOwnsSecret.
 */
export function secretKeeper(
  rivals: readonly CertificateObject[],
): CertificateObject | undefined {
  if (rivals.length < 2) return rivals[0];
  const issued = rivals.filter(
    ({ conditions, revision }) =>
      revision !== undefined &&
      conditionOf(conditions, 'Ready')?.status === 'True',
  );
  return (
    namedOwner(rivals) ??
    (issued.length === 1 ? issued[0] : [...rivals].sort(byCreation)[0])
  );
}

/** The keeper of each Secret that Certificates write, by `namespace/secret`. */
export function secretKeepers(
  certificates: Iterable<CertificateObject>,
): ReadonlyMap<string, CertificateObject> {
  const rivals = new Map<string, CertificateObject[]>();
  for (const certificate of certificates) {
    const key = `${certificate.ref.namespace}/${certificate.secretName}`;
    const list = rivals.get(key);
    if (list) list.push(certificate);
    else rivals.set(key, [certificate]);
  }
  const keepers = new Map<string, CertificateObject>();
  for (const [key, list] of rivals) {
    const keeper = secretKeeper(list);
    if (keeper) keepers.set(key, keeper);
  }
  return keepers;
}
