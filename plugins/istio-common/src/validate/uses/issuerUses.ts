import { FINDING_KINDS } from '../../findings/catalogue';
import { useRule } from './useRule';

/**
 * Certificates of an issuer: cert-manager renews none of them without it.
 * Source: cert-manager, pkg/apis/certmanager/v1, CertificateSpec.issuerRef.
 *
 * @internal
 */
export const issuerUses = useRule({
  type: 'issuer',
  reads: ['certificates.cert-manager.io'],
  usesOf({ ref }, { after }) {
    const users = [...after.index.all('certificate')].filter(
      ({ issuer, ref: own }) =>
        issuer.group === ref.group &&
        issuer.kind === ref.kind &&
        issuer.name === ref.name &&
        // An Issuer signs in its own namespace only.
        (ref.kind !== 'Issuer' || own.namespace === ref.namespace),
    );
    const [first] = users.flatMap(({ notAfter }) => notAfter ?? []).sort();
    const when = first ? `, the first on ${first.slice(0, 10)}` : '';
    return [
      {
        users: users.map(one => one.ref),
        harm: `they are no longer renewed and run out${when}`,
        fix: 'Let another issuer sign these first.',
        severity: 'error',
        says: [FINDING_KINDS.issuerUnusable],
      },
    ];
  },
});
