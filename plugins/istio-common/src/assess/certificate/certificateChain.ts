import type { CertificateStatus, ChainLink } from '../../api/facts';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { CertificateState, Tone } from '../../model/verdicts';
import { durationWords } from '../durationWords';
import type { ChallengeObject } from '../../model/certificateObjects';
import type { SecretUse } from '../exposure/credentials';
import { CERTIFICATE_TONES, conditionOf } from './certificateState';
import { certificateWord } from './certificateWords';
import type { Issuance } from './issuance';
import { type SecretView, secretView } from './secretView';

type Draft = Omit<ChainLink, 'broken'>;

/** What is known of the secret at both ends: who serves it, who issues it. */
export interface ChainInput {
  secret: ObjectRef;
  dnsNames: readonly string[];
  use?: SecretUse;
  issuance?: Issuance;
  state: CertificateState;
  rootCause?: CertificateStatus['rootCause'];
  /** What was read of the Secret itself, where that is allowed. */
  facts?: SecretView;
  now: Date;
}

function named(ref: ObjectRef): string {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

function servingLinks({ use, dnsNames }: ChainInput): Draft[] {
  const hosts = use && use.hosts.length > 0 ? use.hosts : dnsNames;
  const [host] = hosts;
  const links: Draft[] = [];
  if (host) {
    const more = hosts.length - 1;
    links.push({
      kind: 'Host',
      title: host,
      state: use ? 'Served' : 'Not served',
      tone: use ? 'ok' : 'neutral',
      ...(more > 0 && { detail: `and ${more} more` }),
    });
  }
  for (const ref of use?.gateways ?? []) {
    links.push({
      kind: 'Gateway',
      ref,
      title: named(ref),
      state: 'Bound',
      tone: 'ok',
      ...(ref.kind !== 'Gateway' && { detail: ref.kind }),
    });
  }
  return links;
}

/** Words for a Secret whose contents cannot be served. */
const UNUSABLE: Readonly<Record<string, string>> = {
  MissingData: 'it lacks the key or the certificate',
  InvalidKeyPair: 'its key does not belong to its certificate',
  InvalidCertificate: 'its certificate cannot be read',
};

function secretLink({ secret, state, issuance, facts }: ChainInput): Draft {
  const base = { kind: 'Secret', ref: secret, title: named(secret) } as const;
  if (facts) return { ...base, ...secretView(facts) };
  if (!issuance) {
    return {
      ...base,
      state: 'Unknown',
      tone: 'unknown',
      detail: 'no Certificate writes it; Secrets are not read',
    };
  }
  const { keeper, certificate } = issuance;
  if (keeper) {
    return {
      ...base,
      state: 'Taken',
      tone: 'error',
      detail: `Certificate ${keeper.ref.name} writes it`,
    };
  }
  const ready = conditionOf(certificate.conditions, 'Ready');
  const unusable =
    ready?.status === 'False' ? UNUSABLE[ready.reason ?? ''] : undefined;
  if (unusable) {
    return { ...base, state: 'Unusable', tone: 'error', detail: unusable };
  }
  return state === 'not-issued'
    ? {
        ...base,
        state: 'Missing',
        tone: 'error',
        detail:
          certificate.revision === undefined
            ? 'its Certificate was never issued'
            : 'what was issued before is gone',
      }
    : {
        ...base,
        state: 'Present',
        tone: 'ok',
        detail: 'by the status of its Certificate; contents not read',
      };
}

function certificateLink(
  { certificate }: Issuance,
  { state, now }: ChainInput,
): Draft {
  const due = Date.parse(certificate.renewalTime ?? '');
  return {
    kind: 'Certificate',
    ref: certificate.ref,
    title: named(certificate.ref),
    state: certificateWord({ ...certificate, state }, now),
    tone: CERTIFICATE_TONES[state],
    ...(due > now.getTime() && {
      detail: `renews in ${durationWords(due - now.getTime())}`,
    }),
  };
}

function issuerLink(issuance: Issuance): Draft {
  const { certificate, issuer, issuerKnown, unread } = issuance;
  const ref = certificate.issuer;
  const base = {
    kind: 'Issuer',
    ref,
    title: `${ref.kind} ${ref.name}`,
  } as const;
  if (!issuerKnown) {
    const why = unread.find(words => words.includes('ssuers are'));
    return {
      ...base,
      state: 'Unknown',
      tone: 'unknown',
      detail: why ?? `of ${ref.group}, which is not read`,
    };
  }
  if (!issuer) return { ...base, state: 'Not found', tone: 'error' };
  const ready = conditionOf(issuer.conditions, 'Ready');
  return ready?.status === 'True'
    ? { ...base, state: 'Ready', tone: 'ok' }
    : {
        ...base,
        state: 'Not ready',
        tone: 'error',
        ...(ready?.message && { detail: ready.message }),
      };
}

function requestView({ request }: Issuance): [string, Tone] | undefined {
  if (!request) return undefined;
  const is = (type: string) =>
    conditionOf(request.conditions, type)?.status === 'True';
  const ready = conditionOf(request.conditions, 'Ready');
  if (is('Denied')) return ['Denied', 'error'];
  if (is('InvalidRequest')) return ['Invalid', 'error'];
  if (ready?.status === 'True') return ['Issued', 'ok'];
  if (ready?.reason === 'Failed') return ['Failed', 'error'];
  return is('Approved') ? ['Pending', 'info'] : ['Not approved', 'warning'];
}

const ACME_VIEW: ReadonlyMap<string, [string, Tone]> = new Map<
  string,
  [string, Tone]
>([
  ['valid', ['Valid', 'ok']],
  ['ready', ['Ready', 'info']],
  ['invalid', ['Invalid', 'error']],
  ['expired', ['Expired', 'error']],
  ['errored', ['Errored', 'error']],
]);

function challengeView(challenge: ChallengeObject): [string, Tone] {
  const { state, reason, presented } = challenge;
  const end = ACME_VIEW.get(state ?? '');
  if (end) return end;
  if (reason === undefined) return ['Pending', 'info'];
  return presented ? ['Not visible', 'warning'] : ['Refused', 'error'];
}

function attemptLinks(issuance: Issuance): Draft[] {
  const { request, order, challenges } = issuance;
  const links: Draft[] = [];
  const view = requestView(issuance);
  if (request && view) {
    links.push({
      kind: 'CertificateRequest',
      ref: request.ref,
      title: request.ref.name,
      state: view[0],
      tone: view[1],
    });
  }
  if (order) {
    const [state, tone] = ACME_VIEW.get(order.state ?? '') ?? [
      'Pending',
      'info',
    ];
    links.push({
      kind: 'Order',
      ref: order.ref,
      title: order.ref.name,
      state,
      tone,
    });
  }
  for (const challenge of challenges) {
    const [state, tone] = challengeView(challenge);
    links.push({
      kind: 'Challenge',
      ref: challenge.ref,
      title: challenge.ref.name,
      state,
      tone,
      ...(challenge.challenge && {
        detail: `${challenge.challenge}${
          challenge.presented ? ', presented' : ', not presented'
        }`,
      }),
    });
  }
  return links;
}

/** Host → Gateway → Secret → Certificate → Issuer → request → order → challenge. */
export function certificateChain(input: ChainInput): ChainLink[] {
  const { issuance, rootCause } = input;
  const drafts = [
    ...servingLinks(input),
    secretLink(input),
    ...(issuance
      ? [
          certificateLink(issuance, input),
          issuerLink(issuance),
          ...attemptLinks(issuance),
        ]
      : []),
  ];
  const cause = rootCause && stringifyObjectRef(rootCause.object);
  const brokenAt = drafts.findIndex(
    ({ ref }) => ref && stringifyObjectRef(ref) === cause,
  );
  return drafts.map((link, at) => ({ ...link, broken: at === brokenAt }));
}
