import type {
  CertificateStatus,
  ExposureStatus,
  NextStep,
} from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { ExposureState, Tone } from '../../model/verdicts';
import { isWildcard } from '../hosts';
import type { ExposureDraft, ReadyDraft } from './exposureDraft';

const TONE_OF: Readonly<Record<ExposureState, Tone>> = {
  exposed: 'ok',
  pending: 'info',
  broken: 'error',
  shadowed: 'warning',
  unknown: 'unknown',
};

/** A Certificate that writes a Secret of a name somewhere. */
export interface SecretWriter {
  readonly ref: ObjectRef;
  /** Something serves the Secret where it is. */
  readonly inUse: boolean;
}

interface Verdict {
  state: ExposureState;
  summary: string;
  object?: ObjectRef;
  fix?: string;
  /** Of what is to be done. */
  title?: string;
  action?: NextStep;
}

/** Whether a name on a certificate covers a host: a wildcard stands for one label. */
export function nameCovers(name: string, host: string): boolean {
  const [a, b] = [name.toLowerCase(), host.toLowerCase()];
  if (a === b) return true;
  if (!isWildcard(a) || isWildcard(b)) return false;
  const dot = b.indexOf('.');
  return dot !== -1 && a.slice(1) === b.slice(dot);
}

function ofMissing({
  ref,
  match,
  missing,
  alias,
}: ReadyDraft['routes'][number]): Verdict {
  const name = `${ref.kind} ${ref.namespace}/${ref.name}`;
  return alias
    ? {
        state: 'broken',
        summary: `${name} routes ${match} to ExternalName Service ${alias.namespace}/${alias.name}, whose name ${missing} nothing in the mesh defines`,
        object: ref,
        fix: `Create a ServiceEntry for ${missing} with location MESH_EXTERNAL and resolution DNS.`,
      }
    : {
        state: 'broken',
        summary: `${name} routes ${match} to ${missing}, which does not exist`,
        object: ref,
        fix: `Point the route of ${name} at a Service that exists.`,
      };
}

function unselective({ routes }: ReadyDraft): ObjectRef | undefined {
  return routes.find(route => route.unselective)?.service;
}

/** Nobody knows whether there is anything behind a Service without a selector. */
function ofUnselective(draft: ReadyDraft): Verdict | undefined {
  const service = unselective(draft);
  if (!service || draft.hasReadyPods) return undefined;
  return {
    state: 'unknown',
    summary: `Service ${service.namespace}/${service.name} has no selector, and its endpoints are not read`,
    object: service,
  };
}

function ofRoutes(draft: ReadyDraft): Verdict | undefined {
  const missing = draft.routes.find(route => route.missing !== undefined);
  if (missing) return ofMissing(missing);
  const service = draft.routes.find(
    route => route.service && !route.copies,
  )?.service;
  if (!service || draft.hasReadyPods || unselective(draft)) return undefined;
  return {
    state: 'broken',
    summary: `No pod of Service ${service.namespace}/${service.name} is ready`,
    object: service,
    fix: `Bring up the pods that Service ${service.namespace}/${service.name} selects.`,
  };
}

function ofPolicies({ shutOut }: ReadyDraft): Verdict | undefined {
  return shutOut && { state: 'broken', ...shutOut };
}

/** Of the routes none counts, nor what is behind them. */
function ofRedirect({
  redirects,
  host,
  gateway,
}: ReadyDraft): Verdict | undefined {
  return redirects
    ? {
        state: 'exposed',
        summary: `${gateway.kind} ${gateway.namespace}/${gateway.name} redirects requests for ${host} to HTTPS`,
      }
    : undefined;
}

function ofPods({
  api,
  hasReadyGateway,
  gateway,
  podsElsewhere,
}: ReadyDraft): Verdict | undefined {
  if (api === 'ingress' || podsElsewhere || hasReadyGateway) return undefined;
  return {
    state: 'broken',
    summary: `No gateway pod of Gateway ${gateway.namespace}/${gateway.name} is ready`,
    fix: 'Bring up the gateway pods.',
  };
}

/** One that serves where it is must stay: the gateway needs a second one. */
function writtenElsewhere(
  secret: ObjectRef,
  { ref, inUse }: SecretWriter,
): Verdict {
  const where = `namespace ${secret.namespace}, where the gateway pods run`;
  return {
    state: 'broken',
    summary: `Certificate ${ref.namespace}/${ref.name} writes Secret ${secret.name} to ${ref.namespace}, but the gateway pods look for it in ${secret.namespace}`,
    object: ref,
    action: inUse
      ? {
          title: `Copy ${ref.name}`,
          detail: `Add a Certificate like ${ref.namespace}/${ref.name} in ${where}; the one that is there is in use.`,
        }
      : {
          title: `Move ${ref.name}`,
          detail: `Move Certificate ${ref.name} to ${where}.`,
        },
  };
}

function ofCertificate(
  { host }: ExposureDraft,
  certificate: CertificateStatus,
  elsewhere: SecretWriter | undefined,
): Verdict | undefined {
  const { state, ref, rootCause, action, dnsNames } = certificate;
  const name = `${ref.namespace}/${ref.name}`;
  // A Secret that was read is there, whoever copied it.
  if (state === 'unmanaged' && elsewhere && !certificate.secret) {
    return writtenElsewhere(ref, elsewhere);
  }
  if (state === 'not-issued') {
    return {
      state: rootCause ? 'broken' : 'pending',
      summary: rootCause
        ? `Certificate ${name} is not issued: ${rootCause.summary}`
        : `Certificate ${name} is being issued`,
      object: ref,
      ...(action && { action }),
    };
  }
  if (state === 'expired') {
    return {
      state: 'broken',
      summary: `Certificate ${name} has expired`,
      object: ref,
      ...(action && { action }),
    };
  }
  const covers =
    isWildcard(host) ||
    dnsNames.length === 0 ||
    dnsNames.some(one => nameCovers(one, host));
  return covers
    ? undefined
    : {
        state: 'broken',
        summary: `Certificate ${name} does not name ${host}`,
        object: ref,
        fix: `Add ${host} to dnsNames of Certificate ${name}.`,
      };
}

/** The first thing that keeps a host from its workloads; exposed when nothing does. */
function verdictOf(
  draft: ReadyDraft,
  certificates: readonly CertificateStatus[],
  elsewhere: (secretName: string) => SecretWriter | undefined,
): Verdict {
  if (draft.problem) return draft.problem;
  const early = ofPods(draft) ?? ofRedirect(draft) ?? ofRoutes(draft);
  if (early) return early;
  const ofCertificates = certificates.flatMap(
    certificate =>
      ofCertificate(draft, certificate, elsewhere(certificate.secretName)) ??
      [],
  );
  const next =
    ofCertificates.find(({ state }) => state === 'broken') ??
    ofPolicies(draft) ??
    ofCertificates[0] ??
    ofUnselective(draft);
  if (next) return next;
  const services = [
    ...new Set(
      draft.routes.flatMap(({ service, copies }) =>
        service && !copies ? [`${service.namespace}/${service.name}`] : [],
      ),
    ),
  ];
  return {
    state: 'exposed',
    summary: `${draft.host} is served by ${draft.gateway.kind} ${
      draft.gateway.namespace
    }/${draft.gateway.name}${
      services.length > 0 ? ` and leads to ${services.join(', ')}` : ''
    }`,
  };
}

const NO_PODS: ExposureStatus['gatewayPods'] = [];

/** The exposure with its verdict, the gateway pods still blank. */
export function judgeExposure(
  cluster: string,
  draft: ReadyDraft,
  certificates: readonly CertificateStatus[],
  elsewhere: (secretName: string) => SecretWriter | undefined,
): ExposureStatus {
  const verdict = verdictOf(draft, certificates, elsewhere);
  const { state, summary, object, fix, title } = verdict;
  const action =
    verdict.action ??
    (fix ? { title: title ?? 'Fix the route', detail: fix } : undefined);
  const { host, url, api, gateway, server, workloads } = draft;
  return {
    cluster,
    ...{ host, url, api, gateway, server },
    gatewayPods: NO_PODS,
    routes: draft.routes.map(({ ref, match, service, port }) => ({
      ref,
      match,
      ...(service && { service }),
      ...(port !== undefined && { port }),
    })),
    workloads,
    certificates: certificates.map(({ ref }) => ref),
    state,
    tone: TONE_OF[state],
    why: {
      summary,
      considered: object
        ? [{ ref: object, says: summary, decides: true, reason: state }]
        : [],
    },
    ...(action && { action }),
  };
}
