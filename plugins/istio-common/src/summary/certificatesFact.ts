import type {
  CertificateStatus,
  ChangeStatus,
  ExposureStatus,
  NextStep,
} from '../api/facts';
import { EXPOSE_SERVICE_TEMPLATE } from '../api/templates';
import { certificateWord } from '../assess/certificate/certificateWords';
import { durationWords } from '../assess/durationWords';
import { TONES } from '../model/verdicts';
import { type FactDraft, plainWhy } from './factDraft';
import { placeWords } from './placeWords';

interface Input {
  entityRef: string;
  /** Proposed changes; one under way may be the exposure itself. */
  changes: readonly ChangeStatus[];
  certificates: readonly CertificateStatus[];
  exposures: readonly ExposureStatus[];
  clusters: readonly string[];
  now: Date;
}

function worse(
  a: Pick<CertificateStatus, 'tone' | 'notAfter'>,
  b: Pick<CertificateStatus, 'tone' | 'notAfter'>,
): number {
  const byTone = TONES.indexOf(b.tone) - TONES.indexOf(a.tone);
  if (byTone !== 0) return byTone;
  // Of equals the one that ends first leads.
  return (a.notAfter ?? '~') < (b.notAfter ?? '~') ? -1 : 1;
}

/** "exposed at https://…", the TLS ones first; how many more there are. */
function exposedAt(exposures: readonly ExposureStatus[]): string {
  const urls = [...new Set(exposures.map(({ url }) => url))].sort((a, b) => {
    const plain = Number(a.startsWith('http:')) - Number(b.startsWith('http:'));
    return plain || (a < b ? -1 : 1);
  });
  const more = urls.length - 1;
  return `exposed at ${urls[0]}${more > 0 ? ` and ${more} more` : ''}`;
}

function certificateOrigin(
  certificate: CertificateStatus,
  now: Date,
  place: string,
): string {
  const { state, rootCause, ref, why, renewalTime } = certificate;
  if (rootCause) return `${rootCause.summary}${place}`;
  const due = Date.parse(renewalTime ?? '');
  if (state === 'healthy' && due > now.getTime()) {
    return `renews in ${durationWords(due - now.getTime())}, from ${
      ref.namespace
    }/${ref.name}`;
  }
  return `${why.summary}${place}`;
}

/** An offer, not a fault: nothing is wrong with a service that nobody reaches. */
function exposeStep(entityRef: string): NextStep {
  return {
    title: 'Expose this service',
    detail:
      'Opens one pull request with a Certificate, a Gateway and a VirtualService.',
    template: {
      entityRef: EXPOSE_SERVICE_TEMPLATE,
      formData: { entityRef },
    },
  };
}

function unexposed({ entityRef, changes }: Input): FactDraft {
  const underWay = changes.some(
    ({ stage }) => stage !== 'closed' && stage !== 'effective',
  );
  return {
    ...(!underWay && { action: exposeStep(entityRef) }),
    id: 'certificates',
    tone: 'neutral',
    word: 'Not exposed',
    text: 'no host leads here',
    origin: 'no certificate is needed',
    why: plainWhy('No Gateway, HTTPRoute or Ingress leads to this workload'),
  };
}

function brokenExposure(exposure: ExposureStatus, place: string): FactDraft {
  const { state, tone, host, why, action, cluster, gateway } = exposure;
  const words = {
    broken: 'Not reachable',
    shadowed: 'Shadowed',
    pending: 'Pending',
    unknown: 'Unknown',
    exposed: 'Exposed',
  };
  return {
    id: 'certificates',
    tone,
    word: words[state],
    text: host,
    origin: `${why.summary}${place}`,
    decidedBy: { cluster, ref: why.considered[0]?.ref ?? gateway },
    why,
    ...(action && { action }),
  };
}

function withoutCertificate(exposures: readonly ExposureStatus[]): FactDraft {
  const plain = exposures.find(({ url }) => url.startsWith('http:'));
  const [first] = exposures;
  const why = plainWhy(
    plain
      ? `${plain.host} is served without TLS on port ${plain.server.port}`
      : 'TLS ends at the workload, so no certificate is seen here',
  );
  return {
    id: 'certificates',
    tone: plain ? 'warning' : 'neutral',
    word: plain ? 'No TLS' : 'Passthrough',
    text: exposedAt(exposures),
    origin: why.summary,
    decidedBy: {
      cluster: (plain ?? first).cluster,
      ref: (plain ?? first).gateway,
    },
    why,
  };
}

/** Where the entity is exposed, and its worst certificate. */
export function certificatesFact(input: Input): FactDraft {
  const { exposures, certificates, clusters, now } = input;
  if (exposures.length === 0) return unexposed(input);
  const [certificate] = [...certificates].sort(worse);
  const [exposure] = exposures
    .filter(({ state }) => state !== 'exposed')
    .sort((a, b) => TONES.indexOf(b.tone) - TONES.indexOf(a.tone));
  const worstTone = certificate ? TONES.indexOf(certificate.tone) : -1;
  // A certificate explains its own exposure better than the exposure does.
  if (exposure && TONES.indexOf(exposure.tone) > worstTone) {
    return brokenExposure(exposure, placeWords([exposure.cluster], clusters));
  }
  if (!certificate) return withoutCertificate(exposures);
  const { ref, cluster, tone, notAfter, action, why } = certificate;
  const own = exposures.filter(
    one =>
      one.cluster === cluster &&
      one.certificates.some(
        used => used.namespace === ref.namespace && used.name === ref.name,
      ),
  );
  const well = tone === 'ok' || tone === 'info' || tone === 'neutral';
  const place = placeWords([cluster], clusters);
  return {
    id: 'certificates',
    tone,
    word: certificateWord(certificate, now),
    text: well
      ? exposedAt(exposures)
      : own[0]?.host ?? certificate.dnsNames[0] ?? certificate.secretName,
    origin: certificateOrigin(certificate, now, place),
    decidedBy: { cluster, ref: certificate.rootCause?.object ?? ref },
    why,
    ...(notAfter && { deadline: notAfter }),
    ...(action && { action }),
  };
}
