import type { ObjectRef } from '../../model/identity';
import type { GatewayPods } from '../exposure/gatewayRoutes';
import { egressClients, meshNamespaces } from './egressClients';
import { egressSubjects } from './egressSubjects';
import {
  type EgressLink,
  type EgressProblem,
  type EgressSubject,
  type EgressTrace,
  joinTraces,
  strongestIntent,
} from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import { entryProblems } from './entryProblems';
import { ruleProblems } from './ruleProblems';
import { traceEgress } from './traceEgress';

/** One external host with what was found of it, before the verdict. */
export interface EgressDraft {
  readonly subject: EgressSubject;
  /** The namespace whose clients the trace is of. */
  readonly client: string;
  readonly trace: EgressTrace;
  readonly ports: readonly number[];
  readonly links: readonly EgressLink[];
  /** Every problem, of whichever clients, each once. */
  readonly problems: readonly EgressProblem[];
  /** Those that the clients of the trace have. */
  readonly leading: ReadonlySet<EgressProblem>;
  readonly certificates: readonly ObjectRef[];
  /** The namespaces whose clients are led through an egress gateway. */
  readonly led: readonly string[];
  /** Why nothing can be said. */
  readonly unread?: string;
}

interface View {
  readonly client: string;
  readonly trace: EgressTrace;
  readonly ports: readonly number[];
}

/** A client's way on every port that it calls; ports that only routes use are left out. */
function viewOf(
  world: EgressWorld,
  subject: EgressSubject,
  client: GatewayPods,
): View {
  const byPort = subject.ports.map(port => ({
    port: port.port,
    trace: traceEgress(world, subject, client, port),
  }));
  const called = byPort.filter(
    ({ port }) =>
      !byPort.some(
        other => other.port !== port && other.trace.arrivesAt.includes(port),
      ),
  );
  const used = called.length > 0 ? called : byPort;
  return {
    client: client.namespace,
    trace: joinTraces(used.map(({ trace }) => trace)),
    ports: used.map(({ port }) => port),
  };
}

/** The view that asks most of the definitions; of equals the first. */
function leadingView(views: readonly View[]): View {
  const via = (view: View) => Number(view.trace.via === 'gateway');
  return views.reduce((best, one) => {
    if (via(one) !== via(best)) return via(one) > via(best) ? one : best;
    const strongest = strongestIntent([best.trace.intent, one.trace.intent]);
    return strongest === best.trace.intent ? best : one;
  });
}

const keyOf = ({ kind, object, summary }: EgressProblem) =>
  `${kind} ${object.kind} ${object.namespace}/${object.name} ${summary}`;

function eachOnce(problems: readonly EgressProblem[]): EgressProblem[] {
  return [...new Map(problems.map(one => [keyOf(one), one])).values()];
}

function entryLink({ entry, host }: EgressSubject): EgressLink[] {
  if (!entry) return [];
  const { ref, resolution = 'NONE' } = entry;
  return [
    {
      kind: 'ServiceEntry',
      ref,
      title: `${ref.namespace}/${ref.name}`,
      state: 'Defined',
      tone: 'ok',
      detail: `${host}, resolution ${resolution}`,
    },
  ];
}

const READS = [
  ['virtualservices.networking.istio.io', 'virtualservice'],
  ['destinationrules.networking.istio.io', 'destinationrule'],
  ['gateways.networking.istio.io', 'gateway'],
  ['sidecars.networking.istio.io', 'sidecar'],
  ['services', 'service'],
  ['pods', 'pod'],
] as const;

function unreadWords(world: EgressWorld): string | undefined {
  for (const [resource, type] of READS) {
    const unread = world.scope.unread(resource, type);
    if (unread) return `${resource} are ${unread}`;
  }
  return undefined;
}

function draftOf(
  world: EgressWorld,
  subject: EgressSubject,
  meshed: readonly string[],
  unread: string | undefined,
): EgressDraft {
  const views = egressClients(world, subject, meshed).map(client =>
    viewOf(world, subject, client),
  );
  const view = leadingView(views);
  const { trace } = view;
  const own = eachOnce([
    ...entryProblems(world, subject),
    ...trace.problems,
    ...ruleProblems(world, subject, trace),
  ]);
  const known = new Set(own.map(keyOf));
  const others = eachOnce(views.flatMap(one => one.trace.problems)).filter(
    problem => !known.has(keyOf(problem)),
  );
  const certificates = trace.links.flatMap(({ kind, ref }) =>
    ref && (kind === 'Certificate' || kind === 'Secret') ? [ref] : [],
  );
  return {
    subject,
    client: view.client,
    trace,
    ports: view.ports,
    links: [...entryLink(subject), ...trace.links],
    problems: unread ? [] : [...own, ...others],
    leading: new Set(own),
    certificates,
    led: unread
      ? []
      : [
          ...new Set(
            views
              .filter(one => one.trace.via === 'gateway')
              .map(({ client: name }) => name),
          ),
        ],
    ...(unread && { unread }),
  };
}

/** Every host outside the mesh, followed from the clients that may call it. */
export function egressDrafts(world: EgressWorld): EgressDraft[] {
  const meshed = meshNamespaces(world);
  const unread = unreadWords(world);
  return egressSubjects(world).map(subject =>
    draftOf(world, subject, meshed, unread),
  );
}
