import type { EgressIntent, EgressState, EgressStatus } from '../../api/egress';
import type { ChainLink, ConsideredObject } from '../../api/facts';
import { byRef } from '../../model/byCreation';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { Tone } from '../../model/verdicts';
import type { EgressDraft } from './egressDrafts';
import type { EgressLink, EgressProblem } from './egressTypes';

const TONES_OF: Readonly<Record<EgressState, Tone>> = {
  effective: 'ok',
  degraded: 'warning',
  broken: 'error',
  unknown: 'unknown',
};

const WORDS: Readonly<Record<EgressIntent, string>> = {
  plain: 'without TLS of the mesh',
  'tls-passthrough': 'with their own TLS',
  'tls-origination': 'with TLS that begins there',
  'mtls-origination': 'with TLS and a client certificate that begin there',
  unknown: 'in a way that the definitions do not tell',
};

function unique(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map(ref => [stringifyObjectRef(ref), ref])).values()];
}

function isAt(link: EgressLink, { object, link: kind }: EgressProblem) {
  return (
    link.kind === kind &&
    link.ref !== undefined &&
    stringifyObjectRef(link.ref) === stringifyObjectRef(object)
  );
}

/** The chain, each link once, with the first one at fault marked. */
function chainOf(
  links: readonly EgressLink[],
  problem: EgressProblem | undefined,
): ChainLink[] {
  const seen = new Set<string>();
  const once = links.filter(({ kind, ref, title, detail }) => {
    const key = `${kind} ${ref ? stringifyObjectRef(ref) : title} ${detail}`;
    return !seen.has(key) && seen.add(key);
  });
  const chain = once.map((link): ChainLink => ({ ...link, broken: false }));
  if (!problem) return chain;
  const exact = chain.findIndex(link => isAt(link, problem));
  const at =
    exact !== -1 ? exact : chain.findIndex(({ kind }) => kind === problem.link);
  const tone: Tone = problem.broken ? 'error' : 'warning';
  const fault = {
    state: problem.broken ? 'Broken' : 'Doubtful',
    tone,
    detail: problem.summary,
    broken: true,
  };
  if (at === -1) {
    const { link, object } = problem;
    const title = `${object.namespace}/${object.name}`;
    return [...chain, { kind: link, ref: object, title, ...fault }];
  }
  chain[at] = { ...chain[at], ...fault };
  return chain;
}

function stateOf(
  { unread, links, problems, leading }: EgressDraft,
  problem: EgressProblem | undefined,
): EgressState {
  if (unread) return 'unknown';
  if (problem?.broken && leading.has(problem)) return 'broken';
  if (problems.length > 0) return 'degraded';
  return links.some(({ tone }) => tone === 'unknown') ? 'unknown' : 'effective';
}

function summaryOf(draft: EgressDraft, problem: EgressProblem | undefined) {
  if (draft.unread) return draft.unread;
  if (problem) return problem.summary;
  const doubt = draft.links.find(({ tone }) => tone === 'unknown');
  if (doubt) return `${doubt.kind} ${doubt.title}: ${doubt.detail}`;
  const { trace, client, subject } = draft;
  const way =
    trace.via === 'gateway' ? 'through the egress gateway' : 'from the sidecar';
  return `Clients in ${client} reach ${subject.host} ${way}, ${
    WORDS[trace.intent]
  }`;
}

function considered(
  draft: EgressDraft,
  problem: EgressProblem | undefined,
): ConsideredObject[] {
  const decider = problem && stringifyObjectRef(problem.object);
  const seen = new Set<string>();
  const fromLinks = draft.links.flatMap(({ ref, state, detail }) => {
    const key = ref && stringifyObjectRef(ref);
    if (!ref || !key || seen.has(key)) return [];
    seen.add(key);
    const decides = key === decider;
    return [
      {
        ref,
        says: state,
        decides,
        reason: decides && problem ? problem.summary : detail ?? 'on the way',
      },
    ];
  });
  if (!problem || !decider || seen.has(decider)) return fromLinks;
  return [
    ...fromLinks,
    {
      ref: problem.object,
      says: problem.kind,
      decides: true,
      reason: problem.summary,
    },
  ];
}

/** What is filled in later. */
const NO_PODS: EgressStatus['gatewayPods'] = [];

/** The verdict on one external host, apart from the pods of its egress gateway. */
export function judgeEgress(cluster: string, draft: EgressDraft): EgressStatus {
  const { subject, trace, problems, leading, ports } = draft;
  const problem =
    problems.find(one => one.broken && leading.has(one)) ??
    problems.find(one => one.broken) ??
    problems[0];
  const state = stateOf(draft, problem);
  return {
    cluster,
    host: subject.host,
    ports: [...ports],
    intent: trace.intent,
    via: trace.via,
    ...(subject.entry && { serviceEntry: subject.entry.ref }),
    ...(trace.gateway && { gateway: trace.gateway }),
    gatewayPods: NO_PODS,
    virtualServices: unique(trace.virtualServices),
    destinationRules: unique(trace.destinationRules),
    certificates: unique(draft.certificates),
    namespaces: [...subject.namespaces],
    state,
    tone: TONES_OF[state],
    why: {
      summary: summaryOf(draft, problem),
      considered: considered(draft, problem),
    },
    ...(problem &&
      !draft.unread && {
        action: { title: 'Fix the egress', detail: problem.fix },
      }),
    chain: chainOf(draft.links, problem),
  };
}

/** By host, then by the object that defines it. */
export function compareEgress(a: EgressStatus, b: EgressStatus): number {
  if (a.host !== b.host) return a.host < b.host ? -1 : 1;
  const [x, y] = [a, b].map(one => one.serviceEntry ?? one.virtualServices[0]);
  return x && y ? byRef({ ref: x }, { ref: y }) : 0;
}
