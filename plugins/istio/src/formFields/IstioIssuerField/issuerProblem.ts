import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import { oneOf } from '../ClusterSource/oneOf';
import { issuersFor, issuerText, type IssuerChoice } from './IssuerChoice';

const CERT_MANAGER = 'cert-manager.io';

/** What is wrong with the issuer, by what the cluster holds. */
export function issuerProblem(
  choice: IssuerChoice | undefined,
  { cluster, issuers }: ClusterInventory,
  namespace: string | undefined,
): string | undefined {
  // The issuers of other groups are not read, so nobody knows whether they exist.
  if (!choice?.name || choice.group !== CERT_MANAGER) return undefined;
  const usable = issuersFor(issuers, namespace).map(({ ref }) =>
    issuerText(ref),
  );
  const text = issuerText(choice);
  if (usable.includes(text)) return undefined;
  const elsewhere = issuers.find(({ ref }) => issuerText(ref) === text);
  const cause = elsewhere?.ref.namespace
    ? `${text} of ${cluster} serves namespace ${elsewhere.ref.namespace} alone`
    : `${text} does not exist in ${cluster}`;
  return `${cause}; ${oneOf(usable, 'no issuer is there, set one up first')}.`;
}
