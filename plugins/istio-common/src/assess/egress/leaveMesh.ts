import type { ObjectRef } from '../../model/identity';
import type { RouteDestination } from '../../model/networkingObjects';
import { resolveHost } from '../hosts';
import {
  type EgressProblem,
  type EgressSubject,
  type EgressTrace,
  NO_TRACE,
} from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { RegistryHost } from './RegistryHost';
import { judgeOrigination } from './judgeOrigination';
import {
  type Arriving,
  type Originator,
  nameOfRef,
} from './originationProblems';
import type { ImportScope } from './SidecarScopes';

/** A destination with its full name. */
export interface Target {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
}

/** One step of the way: who sends what, told by which object. */
export interface Step {
  readonly originator: Originator;
  readonly arriving: Arriving;
  readonly from: ObjectRef;
  readonly subject: EgressSubject;
  /** The port that was called, where a destination names none. */
  readonly calledPort: number;
  /** The Sidecar that narrows what is known. */
  readonly scope?: ImportScope;
}

export function broken(
  kind: EgressProblem['kind'],
  link: EgressProblem['link'],
  object: ObjectRef,
  summary: string,
  fix: string,
): EgressTrace {
  const problem = { kind, broken: true, link, object, summary, fix };
  return { ...NO_TRACE, problems: [problem] };
}

export function fullTarget(
  { host, port, subset }: RouteDestination,
  ref: ObjectRef,
): Target {
  return {
    host: resolveHost(host, ref).toLowerCase(),
    ...(port !== undefined && { port }),
    ...(subset !== undefined && { subset }),
  };
}

/** The port of a destination: its own, the only one, else the one called. */
export function portOf(
  target: Target,
  known: RegistryHost,
  called: number,
): number {
  if (target.port !== undefined) return target.port;
  return known.ports.length === 1 ? known.ports[0].port : called;
}

function unknownHost(
  { originator, from }: Step,
  { host }: Target,
  world: EgressWorld,
): EgressTrace {
  const { namespace } = originator.pods;
  const hidden = world.registry.named(host)[0];
  const who =
    originator.at === 'gateway'
      ? `the egress gateway in ${namespace}`
      : `clients in ${namespace}`;
  return hidden
    ? broken(
        'egressHostUnknown',
        'ServiceEntry',
        hidden.ref,
        `${nameOfRef(from)} sends requests to ${host}, but ${nameOfRef(
          hidden.ref,
        )} is not exported to ${who}`,
        `Add ${namespace} to exportTo of ${nameOfRef(hidden.ref)}.`,
      )
    : broken(
        'egressHostUnknown',
        'ServiceEntry',
        from,
        `${nameOfRef(
          from,
        )} sends requests to ${host}, which no ServiceEntry defines for ${who}`,
        `Create a ServiceEntry for ${host} with location MESH_EXTERNAL and export it to ${namespace}.`,
      );
}

/** Another definition of the host counts, and lacks the port. */
function outvoted({ subject }: Step, port: number, { ref }: RegistryHost) {
  const { host } = subject;
  return broken(
    'egressPort',
    'ServiceEntry',
    ref,
    `${nameOfRef(ref)} counts before ${nameOfRef(
      subject.ref,
    )} for ${host} and has no port ${port}, so that requests get 503`,
    `Add port ${port} to ${nameOfRef(
      ref,
    )}, or delete one of the two ServiceEntries.`,
  );
}

/** The requests leave the mesh here. */
export function leave(
  world: EgressWorld,
  step: Step,
  target: Target,
  known: RegistryHost,
): EgressTrace {
  const port = portOf(target, known, step.calledPort);
  if (!known.ports.some(one => one.port === port)) {
    if (step.from === step.subject.ref) return outvoted(step, port, known);
    return broken(
      'egressPort',
      'ServiceEntry',
      known.ref,
      `${nameOfRef(step.from)} sends requests to port ${port} of ${
        target.host
      }, which ${nameOfRef(known.ref)} does not have`,
      `Add port ${port} to ${nameOfRef(known.ref)}.`,
    );
  }
  const call = {
    target: known,
    host: target.host,
    port,
    ...(target.subset !== undefined && { subset: target.subset }),
    arriving: step.arriving,
    from: step.from,
  };
  const { intent, links, problems, rules } = judgeOrigination(
    world,
    step.originator,
    call,
  );
  return {
    ...NO_TRACE,
    intent,
    via: step.originator.at,
    links,
    problems: [...problems, ...behindGateway(step, known)],
    destinationRules: rules,
    arrivesAt: [port],
  };
}

/**
 * A gateway cannot follow the original destination, which is itself.
 * Source: pilot/pkg/networking/core/cluster.go, convertResolution.
 */
function behindGateway(
  { originator }: Step,
  { entry, host }: RegistryHost,
): EgressProblem[] {
  const resolution = entry?.resolution ?? 'NONE';
  if (originator.at !== 'gateway' || !entry || resolution !== 'NONE') return [];
  return [
    {
      kind: 'egressResolution',
      broken: true,
      link: 'ServiceEntry',
      object: entry.ref,
      summary: `${nameOfRef(
        entry.ref,
      )} has resolution NONE, so the egress gateway has no address for ${host}`,
      fix: `Set resolution DNS in ${nameOfRef(entry.ref)}.`,
    },
  ];
}

/** The requests leave the mesh here, if the host is known at all. */
export function leaveTo(
  world: EgressWorld,
  step: Step,
  target: Target,
): EgressTrace {
  const { at, pods } = step.originator;
  const known = world.registry.destination(
    pods.namespace,
    target.host,
    at,
    step.scope,
  );
  return known
    ? leave(world, step, target, known)
    : unknownHost(step, target, world);
}
