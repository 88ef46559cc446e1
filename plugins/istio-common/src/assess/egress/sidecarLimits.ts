import type { ObjectRef } from '../../model/identity';
import { type EgressProblem, type EgressTrace, NO_TRACE } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { Step } from './leaveMesh';
import { nameOfRef } from './originationProblems';
import type { ImportScope } from './SidecarScopes';

/** A destination of a route that sidecars have no cluster for. */
export interface Unreached {
  readonly host: string;
  readonly port: number;
  /** The namespace that defines the host. */
  readonly namespace: string;
}

/** The way of a client's requests, and what leads it. */
export interface Followed {
  readonly trace: EgressTrace;
  /** The VirtualService that was followed. */
  readonly route?: ObjectRef;
  readonly unreached?: Unreached;
  /** What defines the host, where no VirtualService led elsewhere. */
  readonly known?: ObjectRef;
}

/** Ways on which a proxy adds what the client does not. */
const ORIGINATED: ReadonlySet<EgressTrace['intent']> = new Set([
  'tls-origination',
  'mtls-origination',
]);

/** What becomes of requests for a host that sidecars do not know. */
export function fateOf(world: EgressWorld, scope: ImportScope | undefined) {
  const policy =
    scope?.sidecar.outboundTrafficPolicy ??
    world.settings.outboundTrafficPolicy;
  return policy === 'REGISTRY_ONLY'
    ? { turnedAway: true, words: 'are turned away (REGISTRY_ONLY)' }
    : { turnedAway: false, words: 'go out as the client sends them' };
}

function isSame(a: ObjectRef, b: ObjectRef | undefined): boolean {
  return a.name === b?.name && a.namespace === b.namespace;
}

/** The clients that a Sidecar is for. */
function clientsOf(
  { originator }: Pick<Step, 'originator'>,
  { sidecar }: ImportScope,
) {
  const { namespace } = originator.pods;
  return sidecar.workloadSelector
    ? `clients in ${namespace} that it selects`
    : `clients in ${namespace}`;
}

/** Where a host is to be added so that it counts for a port. */
function additionFor(scope: ImportScope, port: number, name: string): string {
  const sidecar = nameOfRef(scope.sidecar.ref);
  const listener = scope.at(port);
  if (!listener) {
    return `Add an egress listener without a port to ${sidecar}, with "${name}" among its hosts.`;
  }
  return listener.port === undefined
    ? `Add "${name}" to egress.hosts of ${sidecar}.`
    : `Add "${name}" to the hosts of the egress listener for port ${port} of ${sidecar}.`;
}

/** A host or the route of it that the Sidecar leaves out. */
function leftOut(
  world: EgressWorld,
  step: Step,
  scope: ImportScope,
  meant: Followed,
  found: Followed,
): EgressProblem | undefined {
  const unrouted = meant.route && !isSame(meant.route, found.route);
  const left = unrouted ? meant.route : meant.known;
  const unknown = !found.known && !found.route;
  if (!left || (!unrouted && !unknown)) return undefined;
  const { turnedAway, words } = fateOf(world, scope);
  const { via, intent } = meant.trace;
  const bypassed = unknown
    ? via === 'gateway' || ORIGINATED.has(intent)
    : via !== found.trace.via || intent !== found.trace.intent;
  const { host } = step.subject;
  const port = step.calledPort;
  const { sidecar } = scope;
  const place =
    scope.at(port)?.port === undefined && scope.at(port)
      ? ''
      : ` for port ${port}`;
  return {
    kind: 'egressSidecarScope',
    broken: bypassed || (unknown && turnedAway),
    link: unrouted ? 'VirtualService' : 'ServiceEntry',
    object: sidecar.ref,
    summary: `${nameOfRef(
      sidecar.ref,
    )} does not import ${host} from ${nameOfRef(
      left,
    )}${place}, so that requests of ${clientsOf(step, scope)} ${
      unknown ? words : 'go past it'
    }`,
    fix: additionFor(scope, port, `${left.namespace}/${host}`),
    related: [left],
  };
}

/** A route that is imported for its port alone, and leads to another. */
function leadsNowhere(
  step: Step,
  scope: ImportScope,
  route: ObjectRef,
  { host, port, namespace }: Unreached,
): EgressProblem {
  const sidecar = nameOfRef(scope.sidecar.ref);
  return {
    kind: 'egressSidecarScope',
    broken: true,
    link: 'VirtualService',
    object: scope.sidecar.ref,
    summary: `${sidecar} imports ${nameOfRef(route)} for port ${
      step.calledPort
    } alone, so that port ${port} of ${host}, to which it leads, is not known and requests of ${clientsOf(
      step,
      scope,
    )} get 503`,
    fix: `Add "${namespace}/${host}" to the hosts of an egress listener of ${sidecar} that is for port ${port} or for none in particular.`,
    related: [route],
  };
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
  step: Step,
  scope: ImportScope,
  meant: Followed,
  found: Followed,
): EgressTrace {
  if (!meant.route && !meant.known) return meant.trace;
  const { route, unreached } = found;
  const problem =
    leftOut(world, step, scope, meant, found) ??
    (route && unreached && leadsNowhere(step, scope, route, unreached));
  return problem
    ? { ...meant.trace, problems: [problem, ...meant.trace.problems] }
    : found.trace;
}

/** Nothing is known of the host. */
export const UNKNOWN: Followed = { trace: NO_TRACE };
