import { isWildcard } from '../hosts';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { namesOf } from '../certificate/certificateNames';
import type { ExposureDraft } from '../exposure/exposureDraft';
import { nameCovers } from '../exposure/judgeExposure';
import { secretRef } from '../exposure/credentials';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { EXPOSURE_READS } from './exposureReads';

/** Hosts by the Secret that they are served with. */
function bySecret(drafts: readonly ExposureDraft[]) {
  const found = new Map<string, Set<ExposureDraft>>();
  for (const draft of drafts) {
    if (draft.problem?.state === 'shadowed') continue;
    for (const secret of draft.secrets) {
      const key = stringifyObjectRef(secret);
      const known = found.get(key);
      if (known) known.add(draft);
      else found.set(key, new Set([draft]));
    }
  }
  return found;
}

/** The Gateways of hosts that a certificate does not name, by host. */
function lostHosts(
  names: readonly string[],
  drafts: Iterable<ExposureDraft>,
): Map<string, ObjectRef[]> {
  const lost = new Map<string, ObjectRef[]>();
  for (const { host, gateway } of drafts) {
    const known = lost.get(host);
    if (known) known.push(gateway);
    else if (!isWildcard(host) && !names.some(one => nameCovers(one, host))) {
      lost.set(host, [gateway]);
    }
  }
  return lost;
}

/** Hosts served with a certificate that does not name them. */
export const certificateNames: FindingRule = {
  name: 'certificate-names',
  raises: ['hostNotOnCertificate'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['certificates.cert-manager.io', 'certificate'],
    ['pods', 'pod'],
  ],
  alsoReads: EXPOSURE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    const drafts = bySecret(exposure.drafts);
    for (const certificate of scope.index.all('certificate')) {
      const { ref, secretName } = certificate;
      const names = namesOf(certificate);
      const secret = stringifyObjectRef(
        secretRef(ref.namespace ?? '', secretName),
      );
      const using = drafts.get(secret) ?? [];
      for (const [host, gateways] of lostHosts(names, using)) {
        yield {
          kind: 'hostNotOnCertificate',
          object: certificate,
          related: gateways,
          cause: `${nameOf(gateways[0])} serves ${host} with ${nameOf(
            ref,
          )}, which names ${names.join(', ')} only`,
          fix: `Add ${host} to dnsNames of ${nameOf(ref)}.`,
        };
      }
    }
  },
};
