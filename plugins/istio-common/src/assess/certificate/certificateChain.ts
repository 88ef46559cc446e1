import type { CertificateStatus, ChainLink } from '../../api/facts';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { CertificateState, Tone } from '../../model/verdicts';
import { durationWords } from '../durationWords';
import type { SecretUse } from '../exposure/credentials';
import { CERTIFICATE_TONES, conditionOf } from './certificateState';
import { certificateWord } from './certificateWords';
import type { Issuance } from './issuance';

type Draft = Omit<ChainLink, 'broken'>;

/** What is known of the secret at both ends: who serves it, who issues it. */
export interface ChainInput {
  secret: ObjectRef;
  dnsNames: readonly string[];
  use?: SecretUse;
  issuance?: Issuance;
  state: CertificateState;
  rootCause?: CertificateStatus['rootCause'];
  now: Date;
}

function named(ref: ObjectRef): string {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

function servingLinks({ use, dnsNames }: ChainInput): Draft[] {
  const hosts = use?.hosts ?? [];
  const [host] = hosts.length > 0 ? hosts : dnsNames;
  const links: Draft[] = [];
  if (host) {
    const more = (hosts.length || dnsNames.length) - 1;
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

function secretLink({ secret, state, issuance }: ChainInput): Draft {
  const base = { kind: 'Secret', ref: secret, title: named(secret) } as const;
  if (!issuance) {
    return {
      ...base,
      state: 'Unknown',
      tone: 'unknown',
      detail: 'no Certificate writes it; Secrets are not read',
    };
  }
  return state === 'not-issued'
    ? {
        ...base,
        state: 'Missing',
        tone: 'error',
        detail: 'its Certificate was never issued',
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

function issuerLink({ certificate, issuer, issuerKnown }: Issuance): Draft {
  const ref = certificate.issuer;
  const base = {
    kind: 'Issuer',
    ref,
    title: `${ref.kind} ${ref.name}`,
  } as const;
  if (!issuerKnown) return { ...base, state: 'Unknown', tone: 'unknown' };
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

const ACME_VIEW: Readonly<Record<string, [string, Tone]>> = {
  valid: ['Valid', 'ok'],
  ready: ['Ready', 'info'],
  invalid: ['Invalid', 'error'],
  expired: ['Expired', 'error'],
  errored: ['Errored', 'error'],
};

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
    const [state, tone] = ACME_VIEW[order.state ?? ''] ?? ['Pending', 'info'];
    links.push({
      kind: 'Order',
      ref: order.ref,
      title: order.ref.name,
      state,
      tone,
    });
  }
  for (const challenge of challenges) {
    const refused = challenge.state !== 'valid' && challenge.reason;
    const [state, tone]: [string, Tone] = refused
      ? ['Refused', 'error']
      : ACME_VIEW[challenge.state ?? ''] ?? ['Pending', 'info'];
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
