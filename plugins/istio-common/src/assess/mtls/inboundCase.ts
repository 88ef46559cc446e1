import type { PortMtlsStatus } from '../../api/facts';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type { DataPlaneMode } from '../../model/verdicts';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { containerPortOf } from '../findServices';
import { type WorkloadGroup, labelsOf, portsOf } from '../groupWorkloads';
import { ownReasons } from './ownReasons';
import { type SettledMtls, settledMtls } from './settledMtls';

type Reasons = PortMtlsStatus['strict']['reasons'];

/** One port of a case. */
export interface PortCase {
  /** Container port; 0 for all. */
  readonly port: number;
  readonly name?: string;
  /** The verdict where PeerAuthentications have no part in it. */
  readonly settled?: SettledMtls;
  /** What of the workload's own would break if the port went STRICT. */
  readonly own: Reasons;
}

/**
 * All that the verdicts on the ports of a workload rest on, apart from what
 * policies say and from clients. Most workloads of a namespace are the same
 * case, and what a policy does is worked out once for all of them.
 */
export interface InboundCase {
  readonly namespace: string;
  readonly rootNamespace: string;
  readonly ambient: boolean;
  /** The policies with a selector that select the pods, see {@link policyName}. */
  readonly selectedBy: readonly string[];
  readonly ports: readonly PortCase[];
}

/** What a workload is asked for. */
export interface InboundInput {
  group: WorkloadGroup;
  /** Where its traffic is handled. */
  mode: DataPlaneMode;
  /** Why there; asked where that is all there is to say. */
  whyMode: () => string;
  services: readonly ServiceObject[];
  rootNamespace: string;
}

/** TCP ports that the pods declare or a Service sends to; 0 for all when there is none. */
function inboundPorts({
  group,
  services,
}: InboundInput): Array<{ port: number; name?: string }> {
  const ports = new Map<number, string | undefined>();
  for (const { port, name, protocol } of portsOf(group)) {
    if (protocol === undefined) ports.set(port, name);
  }
  for (const service of services) {
    for (const servicePort of service.ports) {
      const port = containerPortOf(group, servicePort);
      if (servicePort.protocol !== 'TCP' || port === undefined) continue;
      ports.set(port, ports.get(port) ?? servicePort.name);
    }
  }
  if (ports.size === 0) return [{ port: 0 }];
  return [...ports]
    .sort(([a], [b]) => a - b)
    .map(([port, name]) => ({ port, ...(name && { name }) }));
}

const NONE: never[] = [];

function portCase(
  scope: AssessScope,
  { group, mode, whyMode, services }: InboundInput,
  { port, name }: { port: number; name?: string },
): PortCase {
  const settled = settledMtls(scope, group, mode, port, whyMode);
  const own = settled ? NONE : ownReasons(scope, group, services, port);
  return {
    port,
    ...(name && { name }),
    ...(settled && { settled }),
    own: own.length > 0 ? own : NONE,
  };
}

/** How a case names a policy. */
export function policyName(ref: { namespace?: string; name: string }): string {
  return `${ref.namespace}/${ref.name}`;
}

interface Selecting {
  readonly name: string;
  readonly selector: StringMap;
}

/** What the policies of a namespace select: that stays the same while their modes change. */
function selectingIn({ index }: AssessScope, namespace: string): Selecting[] {
  return [...index.inNamespace('peerauthentication', namespace)]
    .flatMap(({ ref, selector }) =>
      selector ? [{ name: policyName(ref), selector }] : [],
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Which case a workload is; the same object for all workloads that are alike. */
export function inboundCase(
  scope: AssessScope,
  input: InboundInput,
): InboundCase {
  const { group, mode, rootNamespace } = input;
  const { namespace } = group;
  const labels = labelsOf(group);
  const selecting = [...new Set([namespace, rootNamespace])].flatMap(place =>
    scope.memo(selectingIn, place),
  );
  return scope.shared({
    namespace,
    rootNamespace,
    ambient: mode.startsWith('ambient'),
    selectedBy: selecting
      .filter(({ selector }) => isSubset(selector, labels))
      .map(({ name }) => name),
    ports: inboundPorts(input).map(port => portCase(scope, input, port)),
  });
}
