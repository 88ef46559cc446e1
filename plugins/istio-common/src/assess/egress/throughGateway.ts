import type { ObjectRef } from '../../model/identity';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import { labelsOf } from '../groupWorkloads';
import { subsetOf, tlsSettings } from './clientTls';
import type { MergedRule } from './DestinationRuleIndex';
import {
  type EgressLink,
  type EgressProblem,
  type EgressTrace,
  NO_TRACE,
  joinTraces,
} from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import { hopSpeech, landing } from './gatewayHop';
import type { RegistryHost } from './RegistryHost';
import { nameOfRef } from './originationProblems';
import {
  type Step,
  type Target,
  broken,
  fullTarget,
  leaveTo,
  portOf,
} from './leaveMesh';

function linkTo(
  kind: EgressLink['kind'],
  ref: ObjectRef,
  state: string,
  detail?: string,
): EgressLink {
  return {
    kind,
    ref,
    title: `${ref.namespace}/${ref.name}`,
    state,
    tone: 'ok',
    ...(detail !== undefined && { detail }),
  };
}

/** TLS begins at the gateway, but requests come to it in plain text. */
function plainHop(
  { arriving, from, subject }: Step,
  out: EgressTrace,
  serverMode: string | undefined,
  rule: ObjectRef | undefined,
): EgressProblem[] {
  const originates =
    out.intent === 'tls-origination' || out.intent === 'mtls-origination';
  if (arriving !== 'http' || serverMode !== undefined || !originates) return [];
  return [
    {
      kind: 'egressHopPlain',
      broken: false,
      link: 'Gateway',
      object: rule ?? from,
      summary: `Requests for ${subject.host} go from sidecar to egress gateway in plain text`,
      fix: 'Give the Gateway server protocol HTTPS with tls mode ISTIO_MUTUAL, and the DestinationRule for the egress gateway the same mode with sni.',
    },
  ];
}

function subsetProblem(
  world: EgressWorld,
  { originator, from }: Step,
  { host, subset = '' }: Target,
): EgressProblem {
  const { namespace } = originator.pods;
  const owner = world.scope.destinationRules
    .covering(host)
    .find(rule => rule.subsets.some(({ name }) => name === subset));
  return {
    kind: 'egressSubset',
    broken: true,
    link: 'DestinationRule',
    object: from,
    summary: `${nameOfRef(
      from,
    )} routes clients in ${namespace} to subset ${subset} of ${host}, which they do not know${
      owner ? ` (${nameOfRef(owner.ref)} is not the rule they use)` : ''
    }, so that requests get 503`,
    fix: owner
      ? `Limit exportTo of ${nameOfRef(from)} to ".", or export ${nameOfRef(
          owner.ref,
        )} to ${namespace} too.`
      : `Define subset ${subset} in a DestinationRule for ${host}.`,
    ...(owner && { related: [owner.ref] }),
  };
}

/** A hop that is sound so far, on its way through the pods of one workload. */
interface Passage {
  readonly step: Step;
  readonly target: Target;
  readonly service: RegistryHost;
  readonly port: number;
  readonly rule: MergedRule | undefined;
}

function outOf(
  world: EgressWorld,
  workload: GatewayWorkload,
  { step, target, service, port, rule }: Passage,
): EgressTrace {
  const { group } = workload;
  const tls = tlsSettings(rule, port, target.subset);
  const arrived = landing(world.scope, {
    ...{ workload, service, port, from: step.from },
    host: step.subject.host,
    arriving: step.arriving,
    speech: hopSpeech(world.scope, tls, world.settings.autoMtls, workload, {
      ...target,
      port,
    }),
    ...(rule && { rule: rule.from[0] }),
  });
  const onward: Omit<Step, 'from' | 'calledPort'> = {
    subject: step.subject,
    originator: {
      at: 'gateway',
      pods: { namespace: group.namespace, labels: labelsOf(group) },
    },
    arriving: arrived.arriving,
  };
  const out = joinTraces(
    arrived.exits.flatMap(({ from, destinations, serverPort }) =>
      destinations.map(destination =>
        leaveTo(
          world,
          { ...onward, from, calledPort: serverPort },
          fullTarget(destination, from),
        ),
      ),
    ),
  );
  const { gateway, serverMode } = arrived;
  const exit = arrived.exits[0]?.from;
  return {
    ...out,
    ...(gateway && { gateway }),
    links: [
      ...(gateway ? [linkTo('Gateway', gateway, serverMode ?? 'Plain')] : []),
      ...(exit
        ? [linkTo('VirtualService', exit, 'Routed', 'from gateway to host')]
        : []),
      ...out.links,
    ],
    problems: [
      ...arrived.problems,
      ...plainHop(step, out, serverMode, rule?.from[0]),
      ...out.problems,
    ],
    virtualServices: [
      ...arrived.exits.map(({ from }) => from),
      ...out.virtualServices,
    ],
  };
}

function noPort({ from }: Step, port: number, { host, ref }: RegistryHost) {
  return broken(
    'egressPort',
    'Service',
    from,
    `${nameOfRef(
      from,
    )} sends requests to port ${port} of ${host}, which has no such port`,
    `Use a port that Service ${ref.namespace}/${ref.name} has.`,
  ).problems;
}

/** The requests go to the pods of an egress gateway first. */
export function throughGateway(
  world: EgressWorld,
  step: Step,
  target: Target,
  service: RegistryHost,
): EgressTrace {
  const workloads = world.gatewaysOf(service.ref);
  const port = portOf(target, service, step.calledPort);
  const rule = world.rules.ruleFor(step.originator.pods, service);
  const tls = tlsSettings(rule, port, target.subset);
  const sni = tls?.sni ? `, SNI ${tls.sni}` : '';
  const links = [
    ...(rule
      ? [
          linkTo(
            'DestinationRule',
            rule.from[0],
            tls?.mode ?? 'No TLS',
            `to the egress gateway${sni}`,
          ),
        ]
      : []),
    linkTo('Service', service.ref, 'Egress gateway', `port ${port}`),
  ];
  const destinationRules = rule?.from ?? [];
  const base = {
    ...NO_TRACE,
    via: 'gateway' as const,
    servedBy: world.scope.shared(workloads.map(({ group }) => group.ref)),
    destinationRules,
    links,
  };
  if (!service.ports.some(one => one.port === port)) {
    return { ...base, problems: noPort(step, port, service) };
  }
  if (target.subset !== undefined && !subsetOf(rule, target.subset)) {
    return { ...base, problems: [subsetProblem(world, step, target)] };
  }
  const out = joinTraces(
    workloads.map(workload =>
      outOf(world, workload, { step, target, service, port, rule }),
    ),
  );
  return {
    ...out,
    via: 'gateway',
    servedBy: base.servedBy,
    links: [...links, ...out.links],
    destinationRules: [...destinationRules, ...out.destinationRules],
  };
}
