import type { ObjectRef } from '../../model/identity';
import { type EgressTrace, NO_TRACE } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import { type Step } from './leaveMesh';
import { nameOfRef } from './originationProblems';
import type { ImportScope } from './SidecarScopes';

/** The way of a client's requests, and what leads it. */
export interface Followed {
  readonly trace: EgressTrace;
  /** The VirtualService that was followed. */
  readonly route?: ObjectRef;
  /** What defines the host, where no VirtualService led elsewhere. */
  readonly known?: ObjectRef;
}

/** Ways on which a proxy adds what the client does not. */
const ORIGINATED: ReadonlySet<EgressTrace['intent']> = new Set([
  'tls-origination',
  'mtls-origination',
]);

/** What becomes of a host that sidecars do not know. */
function fateOf(world: EgressWorld, { sidecar }: ImportScope) {
  const policy =
    sidecar.outboundTrafficPolicy ?? world.settings.outboundTrafficPolicy;
  return policy === 'REGISTRY_ONLY'
    ? { turnedAway: true, words: 'are turned away (REGISTRY_ONLY)' }
    : { turnedAway: false, words: 'go out as the client sends them' };
}

function isSame(a: ObjectRef, b: ObjectRef | undefined): boolean {
  return a.name === b?.name && a.namespace === b.namespace;
}

/**
 * The way with what a Sidecar leaves out of it, if anything: the way that is
 * meant, and the Sidecar as what is wrong with it.
 *
 * @param meant - the way without the Sidecar
 * @param found - the way with it
 */
export function withinSidecar(
  world: EgressWorld,
  { originator, subject }: Pick<Step, 'originator' | 'subject'>,
  scope: ImportScope,
  meant: Followed,
  found: Followed,
): EgressTrace {
  const unrouted = meant.route && !isSame(meant.route, found.route);
  const left = unrouted ? meant.route : meant.known;
  if (!left || (!unrouted && (found.known || found.route))) return found.trace;
  const unknown = !found.known && !found.route;
  const { turnedAway, words } = fateOf(world, scope);
  const { via, intent } = meant.trace;
  const bypassed = unknown
    ? via === 'gateway' || ORIGINATED.has(intent)
    : via !== found.trace.via || intent !== found.trace.intent;
  const sidecar = nameOfRef(scope.sidecar.ref);
  const { host } = subject;
  const fate = unknown ? words : 'go past it';
  return {
    ...meant.trace,
    problems: [
      {
        kind: 'egressSidecarScope',
        broken: bypassed || (unknown && turnedAway),
        link: unrouted ? 'VirtualService' : 'ServiceEntry',
        object: scope.sidecar.ref,
        summary: `${sidecar} does not import ${host} from ${nameOfRef(
          left,
        )}, so that requests of clients in ${
          originator.pods.namespace
        } ${fate}`,
        fix: `Add "${left.namespace}/${host}" to egress.hosts of ${sidecar}.`,
        related: [left],
      },
      ...meant.trace.problems,
    ],
  };
}

/** Nothing is known of the host. */
export const UNKNOWN: Followed = { trace: NO_TRACE };
