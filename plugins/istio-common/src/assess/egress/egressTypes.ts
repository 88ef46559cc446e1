import type { EgressIntent } from '../../api/egress';
import type { ChainLink } from '../../api/facts';
import type { FindingKindName } from '../../findings/catalogue';
import type { ObjectRef } from '../../model/identity';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import type { RegistryPort } from './RegistryHost';

/** A host outside the mesh, or one that clients reach through an egress gateway. */
export interface EgressSubject {
  readonly host: string;
  /** The namespace that defines it. */
  readonly namespace: string;
  readonly ports: readonly RegistryPort[];
  readonly entry?: ServiceEntryObject;
  /** The object that makes it one: ServiceEntry, or VirtualService. */
  readonly ref: ObjectRef;
  readonly namespaces: readonly string[];
}

/** Something that keeps an egress from doing what it is meant to. */
export interface EgressProblem {
  readonly kind: FindingKindName;
  /** Requests fail or bypass what was meant; otherwise it works, but less well. */
  readonly broken: boolean;
  /** The link of the chain that is at fault. */
  readonly link: ChainLink['kind'];
  readonly object: ObjectRef;
  readonly summary: string;
  readonly fix: string;
  readonly related?: readonly ObjectRef[];
}

/** One link of the way, in order. */
export type EgressLink = Omit<ChainLink, 'broken'>;

/** The way of one client's requests to one port of a host. */
export interface EgressTrace {
  readonly intent: EgressIntent;
  readonly via: 'sidecar' | 'gateway';
  readonly links: readonly EgressLink[];
  readonly problems: readonly EgressProblem[];
  readonly virtualServices: readonly ObjectRef[];
  readonly destinationRules: readonly ObjectRef[];
  readonly gateway?: ObjectRef;
  /** The workloads whose pods are the egress gateway. */
  readonly servedBy: readonly ObjectRef[];
  /** The ports of the host that traffic arrives at. */
  readonly arrivesAt: readonly number[];
}

const INTENTS: readonly EgressIntent[] = [
  'unknown',
  'plain',
  'tls-passthrough',
  'tls-origination',
  'mtls-origination',
];

/** The one that asks most of the definitions. */
export function strongestIntent(
  intents: readonly EgressIntent[],
): EgressIntent {
  return intents.reduce(
    (best, one) => (INTENTS.indexOf(one) > INTENTS.indexOf(best) ? one : best),
    'unknown',
  );
}

export const NO_TRACE: EgressTrace = {
  intent: 'unknown',
  via: 'sidecar',
  links: [],
  problems: [],
  virtualServices: [],
  destinationRules: [],
  servedBy: [],
  arrivesAt: [],
};

/** Several ways as one, links in the order given and each object once. */
export function joinTraces(traces: readonly EgressTrace[]): EgressTrace {
  const gateway = traces.find(one => one.gateway)?.gateway;
  return {
    intent: strongestIntent(traces.map(({ intent }) => intent)),
    via: traces.some(({ via }) => via === 'gateway') ? 'gateway' : 'sidecar',
    links: traces.flatMap(({ links }) => links),
    problems: traces.flatMap(({ problems }) => problems),
    virtualServices: traces.flatMap(one => one.virtualServices),
    destinationRules: traces.flatMap(one => one.destinationRules),
    ...(gateway && { gateway }),
    servedBy: traces.find(one => one.servedBy.length > 0)?.servedBy ?? [],
    arrivesAt: traces.flatMap(({ arrivesAt }) => arrivesAt),
  };
}
