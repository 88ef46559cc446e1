import { fields, text } from '../trim/fields';
import type { ProposedCertificate } from './certificatesOf';
import type { ChangeInput } from './changeCheck';

type NamedIssuer = Pick<ProposedCertificate, 'namespace' | 'issuer'>;

/**
 * Issuers that an intent takes as there without a Certificate of its own: the
 * one whose CAs are handed out, and the one to which tenants are held.
 *
 * @internal
 */
export function namedIssuers({ kind, intent }: ChangeInput): NamedIssuer[] {
  if (kind === 'issuer' && intent.type === 'existing') {
    const issuer = {
      group: 'cert-manager.io',
      kind: intent.scope === 'cluster' ? 'ClusterIssuer' : 'Issuer',
      name: text(intent.name) ?? '',
    };
    return [{ namespace: text(intent.namespace) ?? '', issuer }];
  }
  if (kind !== 'onboard' || !intent.tenant) return [];
  const issuer = fields(fields(intent.tenant).issuer);
  return [
    {
      namespace: text(fields(intent.gateway).namespace) ?? '',
      issuer: {
        group: text(issuer.group) ?? '',
        kind: text(issuer.kind) ?? '',
        name: text(issuer.name) ?? '',
      },
    },
  ];
}
