import { conditionOf } from './certificateState';
import type { Issuance, RootCause } from './issuance';

function namesakeWords({ namesake, certificate }: Issuance): string {
  if (!namesake) return '';
  const { namespace } = certificate.ref;
  if (namesake.kind !== certificate.issuer.kind) {
    return namesake.namespace && namesake.namespace !== namespace
      ? ''
      : `, but ${namesake.kind} ${namesake.name} exists`;
  }
  return namesake.namespace
    ? `, but in ${namesake.namespace}, where only Certificates of that namespace can use it`
    : '';
}

/** What is wrong with the issuer; undefined when nothing is, or it cannot be read. */
export function issuerCause(issuance: Issuance): RootCause | undefined {
  const { certificate, issuer, issuerKnown } = issuance;
  if (!issuerKnown) return undefined;
  const { kind, name } = certificate.issuer;
  if (!issuer) {
    const where =
      kind === 'ClusterIssuer' ? '' : ` in ${certificate.ref.namespace}`;
    return {
      object: certificate.issuer,
      summary: `${kind} ${name} is not found${where}${namesakeWords(issuance)}`,
      reason: 'NotFound',
      message: `Certificate ${certificate.ref.namespace}/${certificate.ref.name} refers to it`,
    };
  }
  const ready = conditionOf(issuer.conditions, 'Ready');
  if (ready?.status === 'True') return undefined;
  return {
    object: issuer.ref,
    summary: `${kind} ${name} is not ready`,
    reason: ready?.reason ?? 'NotReady',
    message: ready?.message ?? 'It has no condition Ready yet',
  };
}
