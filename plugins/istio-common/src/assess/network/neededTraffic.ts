import type { NeededTraffic } from '../../api/security';
import type {
  NetworkPeer,
  NetworkPolicyObject,
  NetworkRule,
} from '../../model/networkPolicyObjects';
import type { DataPlaneMode } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf, portsOf } from '../groupWorkloads';
import {
  type Admission,
  type NetworkSource,
  type TargetPort,
  admits,
  opensPort,
} from './networkRules';
import { gatewaysTo } from './routedServices';

/** A workload and the policies that isolate its pods. */
export interface Isolated {
  readonly scope: AssessScope;
  readonly group: WorkloadGroup;
  readonly mode: DataPlaneMode;
  readonly isolating: readonly NetworkPolicyObject[];
}

/** Port of ztunnel, at which pods in ambient take traffic of the mesh. */
export const HBONE = 15_008;

/** The address from which the node agent lets kubelet probes of ambient pods come. */
const PROBE_SOURCE = '169.254.7.127';

const METRICS: readonly TargetPort[] = [
  { port: 15_020 },
  { port: 15_090, name: 'http-envoy-prom' },
];

/** The pods of a workload as a source. */
export function podsOf(
  scope: AssessScope,
  group: WorkloadGroup,
): NetworkSource {
  return {
    kind: 'pod',
    namespace: group.namespace,
    namespaceLabels: scope.labelsOfNamespace(group.namespace),
    labels: labelsOf(group),
  };
}

const GRAVITY = { yes: 0, unknown: 1, no: 2 } as const;

/** The worst of answers, of which there is at least one; the first of equal ones. */
export function worst<TAnswer extends Pick<Admission, 'allowed'>>(
  answers: readonly TAnswer[],
): TAnswer {
  return answers.reduce((known, one) =>
    GRAVITY[one.allowed] > GRAVITY[known.allowed] ? one : known,
  );
}

/** The first policies, by name. */
export function refs(
  policies: readonly NetworkPolicyObject[],
): NeededTraffic['by'] {
  return policies.slice(0, 10).map(({ ref }) => ref);
}

/** The port with the name that a container gives it. */
function named(group: WorkloadGroup, port: number): TargetPort {
  const name = portsOf(group).find(one => one.port === port)?.name;
  return { port, ...(name && { name }) };
}

/** From the pods of gateways that route to the workload. */
export function fromGateways({
  scope,
  group,
  mode,
  isolating,
}: Isolated): NeededTraffic[] {
  const routed = gatewaysTo(scope, group);
  // Gateways reach pods in ambient through ztunnel, whatever the port.
  const tunnelled = mode === 'ambient';
  return routed.map(({ port, gateways }) => {
    const target = tunnelled ? { port: HBONE } : named(group, port);
    const answers = gateways.map(gateway => ({
      gateway,
      ...admits(isolating, podsOf(scope, gateway), target),
    }));
    const answer = worst(answers);
    const { ref } = answer.gateway;
    const through = tunnelled ? ` through port ${HBONE}` : '';
    const words = {
      yes: 'may reach',
      no: 'may not reach',
      unknown: 'may or may not reach',
    }[answer.allowed];
    return {
      what: 'ingress-gateway',
      port: target.port,
      allowed: answer.allowed,
      by: refs(answer.by),
      ...(answer.allowed === 'no' && {
        gateways: answers
          .filter(({ allowed }) => allowed === 'no')
          .slice(0, 20)
          .map(one => one.gateway.ref),
      }),
      detail: `Gateway pods of ${ref.namespace}/${ref.name} ${words} port ${port}${through}`,
    };
  });
}

const PROMETHEUS_LABELS = ['app.kubernetes.io/name', 'app'] as const;

/** Workloads that call themselves Prometheus. */
function prometheusGroups(scope: AssessScope): readonly WorkloadGroup[] {
  return scope.workloads.filter(group => {
    const labels = labelsOf(group);
    return PROMETHEUS_LABELS.some(key => labels[key] === 'prometheus');
  });
}

/** From Prometheus to the metrics of the proxy. */
export function fromPrometheus({
  scope,
  isolating,
  mode,
}: Isolated): NeededTraffic[] {
  if (mode !== 'sidecar' && mode !== 'gateway') return [];
  const scrapers = scope.memo(prometheusGroups, undefined);
  const sources: NetworkSource[] =
    scrapers.length > 0
      ? scrapers.map(group => podsOf(scope, group))
      : [{ kind: 'elsewhere' }];
  const assumed =
    scrapers.length > 0
      ? `from ${scrapers
          .slice(0, 3)
          .map(({ ref }) => `${ref.namespace}/${ref.name}`)
          .join(', ')}`
      : 'from another namespace, which is assumed because no workload is labelled prometheus';
  return METRICS.map(target => {
    const answer = worst(
      sources.map(source => admits(isolating, source, target)),
    );
    return {
      what: 'metrics',
      port: target.port,
      allowed: answer.allowed,
      by: refs(answer.by),
      detail: `Metrics of the proxy at port ${target.port}, ${assumed}`,
    };
  });
}

/** Whether the peers of a rule are among those of rules that open port 15008. */
function isTunnelled(
  { from }: NetworkRule,
  tunnels: readonly NetworkRule[],
): boolean {
  if (tunnels.some(tunnel => !tunnel.from)) return true;
  const known = new Set(
    tunnels.flatMap(tunnel => tunnel.from ?? []).map(peer => wordOf(peer)),
  );
  return from !== undefined && from.every(peer => known.has(wordOf(peer)));
}

function wordOf(peer: NetworkPeer): string {
  return JSON.stringify(peer);
}

/**
 * Into ztunnel: whoever may reach a port of the pods needs port 15008 too,
 * because that is where traffic of the mesh arrives in ambient. Rules add up,
 * so that another rule or policy may open it for the same peers.
 */
export function intoZtunnel({
  group,
  mode,
  isolating,
}: Isolated): NeededTraffic[] {
  if (mode !== 'ambient') return [];
  const unread = isolating.filter(policy => policy.unreadable);
  const rules = isolating.flatMap(policy =>
    policy.unreadable ? [] : policy.rules.map(rule => ({ policy, rule })),
  );
  const tunnels = rules
    .map(({ rule }) => rule)
    .filter(rule => opensPort(rule, { port: HBONE }));
  const lacking = rules.filter(
    ({ rule }) =>
      portsOf(group).some(port => opensPort(rule, port)) &&
      !isTunnelled(rule, tunnels),
  );
  const blocking = [...new Set(lacking.map(({ policy }) => policy))];
  let answer: Admission = { allowed: 'yes', by: [] };
  if (tunnels.every(({ from }) => from)) {
    if (unread.length > 0) answer = { allowed: 'unknown', by: unread };
    else if (blocking.length > 0) answer = { allowed: 'no', by: blocking };
    else if (isolating.length > 0 && tunnels.length === 0) {
      answer = { allowed: 'no', by: [...isolating] };
    }
  }
  return [
    {
      what: 'hbone',
      port: HBONE,
      allowed: answer.allowed,
      by: refs(answer.by),
      detail:
        blocking.length > 0
          ? `Rules that open a port of the pods leave out ${HBONE}, at which traffic of the mesh arrives`
          : `Traffic of the mesh arrives at port ${HBONE}`,
    },
  ];
}

/** From the kubelet: in ambient its probes come from an address of their own. */
export function fromKubelet({
  group,
  mode,
  isolating,
}: Isolated): NeededTraffic[] {
  if (mode !== 'ambient' || !group.pods.some(pod => pod.probed)) return [];
  const source: NetworkSource = { kind: 'address', address: PROBE_SOURCE };
  const ports = portsOf(group);
  const targets: readonly TargetPort[] =
    ports.length > 0 ? ports : [{ port: 0 }];
  const answers = targets.map(target => admits(isolating, source, target));
  const some = answers.find(({ allowed }) => allowed === 'yes');
  const all = worst(answers);
  // Which of the ports is probed is not kept.
  const answer: Admission =
    all.allowed === 'no' && some ? { allowed: 'unknown', by: some.by } : all;
  return [
    {
      what: 'probes',
      allowed: answer.allowed,
      by: refs(answer.by),
      detail: `Probes of the kubelet come from ${PROBE_SOURCE}/32 in ambient`,
    },
  ];
}
