import type { EgressStatus } from '../api/egress';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
} from '../api/facts';
import type { AnyWorkload } from '../assess/keptFacts';
import type { ObjectRef } from '../model/identity';

/** The reference of a Service. */
export function serviceRef(
  namespace: string | undefined,
  name: string,
): ObjectRef {
  return { group: '', kind: 'Service', namespace, name };
}

/** The workload and its Services: what a route or a finding may name. */
export function ownRefs({ ref, services }: AnyWorkload): ObjectRef[] {
  return [ref, ...services.map(({ name }) => serviceRef(ref.namespace, name))];
}

function podRefs({ ref, podList }: AnyWorkload): ObjectRef[] {
  const { namespace } = ref;
  return podList.map(({ name }) => ({
    ...{ group: '', kind: 'Pod', namespace, name },
  }));
}

/**
 * The objects that a finding is about. One on a Namespace that names pods is
 * about those, and no news to their neighbours.
 */
export function refsOfFinding({
  ref,
  related = [],
}: FindingStatus): ObjectRef[] {
  const namesPods = related.some(({ kind }) => kind === 'Pod');
  return ref.kind === 'Namespace' && namesPods ? related : [ref, ...related];
}

/** Every object that stands behind what is said of a workload. */
export function refsOfWorkload(workload: AnyWorkload): ObjectRef[] {
  const { authorization, dataPlane, mtls, network, revision } = workload;
  const considered = [
    ...mtls.flatMap(({ why }) => why.considered),
    ...revision.why.considered,
    ...(authorization?.policies ?? []),
    ...(authorization?.authentication.why.considered ?? []),
    ...(network?.why.considered ?? []),
  ];
  return [
    ...ownRefs(workload),
    ...podRefs(workload),
    ...considered.map(({ ref }) => ref),
    ...(dataPlane.waypoint ? [dataPlane.waypoint.ref] : []),
  ];
}

/** Every object that stands behind an exposed host. */
export function refsOfExposure(exposure: ExposureStatus): ObjectRef[] {
  const { authentication, gateway, routes } = exposure;
  return [
    gateway,
    ...routes.map(({ ref }) => ref),
    ...(authentication?.why.considered.map(({ ref }) => ref) ?? []),
  ];
}

/** Every object that stands behind a certificate. */
export function refsOfCertificate(certificate: CertificateStatus): ObjectRef[] {
  const { ref, issuer, rootCause } = certificate;
  return [
    ref,
    ...(issuer ? [issuer] : []),
    ...(rootCause ? [rootCause.object] : []),
  ];
}

/**
 * Every object that stands behind an external host; none when every namespace
 * may use it, for then it is nobody's in particular.
 */
export function refsOfEgress(egress: EgressStatus): ObjectRef[] {
  const { serviceEntry, gateway, namespaces } = egress;
  if (namespaces.includes('*')) return [];
  return [
    ...(serviceEntry ? [serviceEntry] : []),
    ...(gateway ? [gateway] : []),
    ...egress.virtualServices,
    ...egress.destinationRules,
    ...egress.certificates,
  ];
}
