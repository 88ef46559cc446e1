import { stringifyObjectRef } from '../../model/identity';
import { secretOf } from '../certificate/assessCertificates';
import { checkSecret } from '../certificate/checkSecret';
import { secretReading } from '../certificate/secretReading';
import { secretKeepers } from '../certificate/secretKeepers';
import { egressSecrets } from '../egress/egressSecrets';
import { secretUses } from '../exposure/assessExposures';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { CERTIFICATE_READS } from './certificateReads';

/** What is wrong with the Secrets that gateways serve or Certificates write, where they are read. */
export const certificateSecrets: FindingRule = {
  name: 'certificate-secrets',
  raises: [
    'invalidCredential',
    'keyMismatch',
    'chainIncomplete',
    'secretDiffers',
    'clientCaMissing',
    'clientCaNarrow',
  ],
  reads: [],
  alsoReads: CERTIFICATE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    if (secretReading(scope).state !== 'read') return;
    const uses = secretUses(
      exposure.drafts,
      egressSecrets(scope, exposure.gatewayWorkloads),
    );
    const keepers = secretKeepers(scope.index.all('certificate'));
    const writers = new Map(
      [...keepers.values()].map(certificate => [
        stringifyObjectRef(secretOf(certificate)),
        certificate,
      ]),
    );
    for (const secret of scope.index.all('secret')) {
      const use = uses.of(secret.ref);
      const certificate = writers.get(stringifyObjectRef(secret.ref));
      if (!use && !certificate) continue;
      const check = checkSecret({
        scope,
        ref: secret.ref,
        mutual: use?.mutual ?? false,
        ...(certificate && { certificate }),
      });
      for (const { kind, says, fix } of check?.details ?? []) {
        yield {
          kind,
          object: secret,
          related: [
            ...(certificate ? [certificate.ref] : []),
            ...(use?.gateways ?? []),
          ],
          cause: `${nameOf(secret.ref)}: ${says}`,
          fix,
        };
      }
    }
  },
};
