import type { ValidationFinding } from '../../api/validation';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { ExposureZone } from '../../model/zones';
import { certificatesOf, type ProposedCertificate } from '../certificatesOf';
import {
  type ChangeInput,
  type OfflineChangeCheck,
  ofKind,
} from '../changeCheck';
import { fieldHolding } from '../intentLeaves';

function covers({ domain }: ExposureZone, name: string): boolean {
  const bare = name.replace(/^\*\./, '');
  return bare === domain || bare.endsWith(`.${domain}`);
}

function mayUse(
  { clusters, namespaces }: ExposureZone,
  { cluster, intent }: ChangeInput,
): boolean {
  const { namespace } = intent;
  return (
    (clusters?.includes(cluster) ?? true) &&
    (typeof namespace !== 'string' || (namespaces?.includes(namespace) ?? true))
  );
}

/** What the operator's zones say of a name. */
function judgeByZones(
  { issuer, ref }: ProposedCertificate,
  name: string,
  input: ChangeInput,
): ValidationFinding[] {
  const { zones, intent } = input;
  const field = fieldHolding(intent, name, /dnsNames|host/i);
  const where = { ref, ...(field && { field }) };
  const covering = zones.filter(zone => covers(zone, name));
  const [foreign] = covering;
  if (foreign && !covering.some(zone => mayUse(zone, input))) {
    return [
      {
        ...ofKind(CHANGE_CODES.nameOfOthers),
        ...where,
        cause: `Name ${name} is in zone ${foreign.name}, which namespace ${intent.namespace} in ${input.cluster} may not use.`,
        fix: 'Use a name of your own zone, or ask the platform team to widen that one.',
      },
    ];
  }
  const signed = zones.filter(
    zone =>
      zone.issuer.name === issuer.name && zone.issuer.kind === issuer.kind,
  );
  if (signed.length === 0 || signed.some(zone => covers(zone, name))) return [];
  const domains = signed.map(({ domain }) => domain).join(', ');
  return [
    {
      ...ofKind(CHANGE_CODES.nameOutsideZones),
      ...where,
      cause: `${issuer.kind} ${issuer.name} is known to sign names in ${domains}, and ${name} is outside.`,
      fix: `Use a name in ${domains}, or make sure that the issuer signs this one.`,
    },
  ];
}

/**
 * The names of certificates fit the operator's zones: none is in a zone of
 * others, and the issuer signs them as far as its zones tell. The change and
 * the configuration say all of it, so it holds for an unreachable cluster too.
 *
 * @internal
 */
export const namesFitZones: OfflineChangeCheck = {
  id: 'names-fit-zones',
  title: 'names in zones',
  // Hosts of an exposure have a check of their own.
  concerns: ({ kind, objects }) =>
    kind !== 'ingress' && certificatesOf(objects).length > 0,
  run: input =>
    certificatesOf(input.objects).flatMap(certificate =>
      certificate.dnsNames.flatMap(name =>
        judgeByZones(certificate, name, input),
      ),
    ),
};
