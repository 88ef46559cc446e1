import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import { subdomainProblem } from '../ClusterSource/nameProblems';
import { oneOf } from '../ClusterSource/oneOf';
import {
  isIssuer,
  issuersFor,
  issuerText,
  type IssuerValue,
} from './IssuerChoice';

const CERT_MANAGER = 'cert-manager.io';

/** What is wrong with what was typed, whatever the cluster holds. */
export function issuerShape(
  t: FormTexts,
  value: IssuerValue | undefined,
): string | undefined {
  return value?.typed
    ? t('pick.issuerHint')
    : subdomainProblem(t, t('pick.issuer'), value?.name);
}

/** What is wrong with the issuer, by what the cluster holds. */
export function issuerProblem(
  t: FormTexts,
  choice: IssuerValue | undefined,
  { cluster, issuers }: ClusterInventory,
  namespace: string | undefined,
): string | undefined {
  // The issuers of other groups are not read, so nobody knows whether they exist.
  if (!isIssuer(choice) || choice.group !== CERT_MANAGER) {
    return issuerShape(t, choice);
  }
  const usable = issuersFor(issuers, namespace).map(({ ref }) =>
    issuerText(ref),
  );
  const text = issuerText(choice);
  if (usable.includes(text)) return undefined;
  const elsewhere = issuers.find(({ ref }) => issuerText(ref) === text);
  const choose = oneOf(t, usable, t('wrong.noIssuer'));
  return elsewhere?.ref.namespace
    ? t('wrong.issuerElsewhere', {
        ...{ name: text, cluster, choose },
        namespace: elsewhere.ref.namespace,
      })
    : t('wrong.issuer', { name: text, cluster, choose });
}
