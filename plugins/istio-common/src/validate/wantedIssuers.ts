import { certificatesOf, type ProposedCertificate } from './certificatesOf';
import type { ChangeInput } from './changeCheck';
import { namedIssuers } from './namedIssuers';

/** An issuer, and the namespace of what it is to sign. @internal */
export type WantedIssuer = Pick<ProposedCertificate, 'namespace' | 'issuer'>;

/** The issuers that a change names, each once. @internal */
export function wantedIssuers(input: ChangeInput): WantedIssuer[] {
  const wanted = new Map<string, WantedIssuer>();
  const all = [...certificatesOf(input.objects), ...namedIssuers(input)];
  for (const { namespace, issuer } of all) {
    const place = issuer.kind === 'Issuer' ? namespace : '';
    wanted.set(JSON.stringify([issuer, place]), { namespace, issuer });
  }
  return [...wanted.values()];
}
