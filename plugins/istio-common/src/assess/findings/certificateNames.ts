import { isWildcard } from '../hosts';
import { stringifyObjectRef } from '../../model/identity';
import { namesOf } from '../certificate/certificateNames';
import { nameCovers } from '../exposure/judgeExposure';
import { secretRef } from '../exposure/credentials';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Hosts served with a certificate that does not name them. */
export const certificateNames: FindingRule = {
  name: 'certificate-names',
  raises: ['hostNotOnCertificate'],
  reads: [
    ['gateways.networking.istio.io', 'gateway'],
    ['certificates.cert-manager.io', 'certificate'],
    ['pods', 'pod'],
  ],
  *find({ scope, exposure }): Iterable<RawFinding> {
    const drafts = exposure.drafts.filter(
      ({ problem }) => problem?.state !== 'shadowed',
    );
    for (const certificate of scope.index.all('certificate')) {
      const { ref, secretName } = certificate;
      const names = namesOf(certificate);
      const secret = stringifyObjectRef(
        secretRef(ref.namespace ?? '', secretName),
      );
      const using = drafts.filter(({ secrets }) =>
        secrets.some(one => stringifyObjectRef(one) === secret),
      );
      const lost = using.filter(
        ({ host }) =>
          !isWildcard(host) && !names.some(name => nameCovers(name, host)),
      );
      for (const host of new Set(lost.map(one => one.host))) {
        const gateways = lost
          .filter(one => one.host === host)
          .map(({ gateway }) => gateway);
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
