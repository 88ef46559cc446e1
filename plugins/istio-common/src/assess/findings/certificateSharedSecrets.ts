import { secretKeepers } from '../certificate/secretKeepers';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Certificates that write a Secret which another Certificate keeps. */
export const certificateSharedSecrets: FindingRule = {
  name: 'certificate-shared-secrets',
  raises: ['sharedSecret'],
  reads: [['certificates.cert-manager.io', 'certificate']],
  *find({ scope }): Iterable<RawFinding> {
    const keepers = secretKeepers(scope.index.all('certificate'));
    for (const certificate of scope.index.all('certificate')) {
      const { ref, secretName } = certificate;
      const keeper = keepers.get(`${ref.namespace}/${secretName}`);
      if (!keeper || keeper.ref.name === ref.name) continue;
      yield {
        kind: 'sharedSecret',
        object: certificate,
        related: [keeper.ref],
        cause: `${nameOf(ref)} and ${nameOf(
          keeper.ref,
        )} write the same Secret ${secretName}; cert-manager issues the latter only`,
        fix: `Give ${nameOf(ref)} another secretName, or remove it.`,
      };
    }
  },
};
