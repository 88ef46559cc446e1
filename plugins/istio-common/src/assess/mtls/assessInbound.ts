import type { PortMtlsStatus, Why, WorkloadStatus } from '../../api/facts';
import type { InboundMtlsMode, Tone } from '../../model/verdicts';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { podDataPlane } from '../dataplane/podDataPlane';
import { type WorkloadGroup, labelsOf, portsOf } from '../groupWorkloads';
import { containerPortOf } from '../findServices';
import { decideAmbient } from './decideAmbient';
import { explainInbound } from './explainInbound';
import { gatewayWords } from './gatewayWords';
import { bypassedBy } from './inboundCapture';
import {
  type InboundPolicies,
  decideInbound,
  inboundPolicies,
} from './inboundPolicies';
import { ownReasons } from './ownReasons';

/** What is the same for every port of a workload. */
export interface InboundInput {
  scope: AssessScope;
  group: WorkloadGroup;
  dataPlane: WorkloadStatus['dataPlane'];
  services: readonly ServiceObject[];
  rootNamespace: string;
  /** Reasons that hold for every permissive port of the cluster. */
  clients(): PortMtlsStatus['strict']['reasons'];
}

const TONE_OF: Readonly<Record<InboundMtlsMode, Tone>> = {
  STRICT: 'ok',
  PERMISSIVE: 'warning',
  DISABLE: 'warning',
  bypassed: 'unknown',
  plaintext: 'neutral',
  unknown: 'unknown',
};

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

function simple(
  mode: InboundMtlsMode,
  source: PortMtlsStatus['source'],
  summary: string,
  breaks: PortMtlsStatus['strict']['breaks'],
): Omit<PortMtlsStatus, 'port' | 'name'> {
  return {
    mode,
    tone: TONE_OF[mode],
    source,
    why: { summary, considered: [] },
    strict: { breaks, reasons: [] },
  };
}

/** Verdicts that PeerAuthentications have no part in. */
function withoutPolicies(
  input: InboundInput,
  port: number,
): Omit<PortMtlsStatus, 'port' | 'name'> | undefined {
  const { scope, group, dataPlane } = input;
  const { mode, why } = dataPlane;
  if (mode === 'unknown') {
    return simple('unknown', 'unknown', why.summary, 'unknown');
  }
  if (mode === 'none') {
    const summary = `Plain text, because no proxy handles the port: ${why.summary}`;
    return simple('plaintext', 'no-proxy', summary, 'no');
  }
  if (mode === 'gateway') {
    return {
      ...simple('bypassed', 'gateway', gatewayWords(scope, group), 'no'),
      tone: 'neutral',
    };
  }
  const bare = group.pods.filter(pod => podDataPlane(pod) === 'none').length;
  if (bare > 0) {
    const summary = `Plain text on ${bare} of ${group.pods.length} pods, which started without a proxy`;
    return {
      ...simple('plaintext', 'no-proxy', summary, 'unknown'),
      tone: 'warning',
    };
  }
  const excluded = group.pods
    .map(pod => bypassedBy(pod, port))
    .find(reason => reason !== undefined);
  if (excluded) {
    const summary = `The proxy never sees this port: pod annotation ${excluded}`;
    return simple('bypassed', 'annotation', summary, 'unknown');
  }
  const policiesUnread = scope.unread(
    'peerauthentications.security.istio.io',
    'peerauthentication',
  );
  return policiesUnread
    ? simple(
        'unknown',
        'unknown',
        `PeerAuthentications are ${policiesUnread}`,
        'unknown',
      )
    : undefined;
}

function strictOf(
  input: InboundInput,
  mode: InboundMtlsMode,
  port: number,
): PortMtlsStatus['strict'] {
  if (mode === 'STRICT') return { breaks: 'no', reasons: [] };
  const { scope, group, services } = input;
  const clients = input.clients();
  const own = ownReasons(scope, group, services, port);
  const others = clients.some(({ ref }) => ref === group.ref)
    ? clients.filter(({ ref }) => ref !== group.ref)
    : clients;
  // One list for most workloads of the cluster.
  const reasons = own.length > 0 ? [...others, ...own] : others;
  return { breaks: reasons.length > 0 ? 'yes' : 'no', reasons };
}

function byPolicy(
  input: InboundInput,
  policies: InboundPolicies,
  port: number,
): Omit<PortMtlsStatus, 'port' | 'name'> {
  const ambient = input.dataPlane.mode.startsWith('ambient');
  const decision = (ambient ? decideAmbient : decideInbound)(policies, port);
  const { mode } = decision;
  const { summary, considered } = explainInbound(policies, decision, port);
  const why: Why = {
    summary: ambient ? `${summary} (enforced by ztunnel)` : summary,
    considered: input.scope.shared(considered),
  };
  return {
    mode,
    tone: TONE_OF[mode],
    source: decision.source,
    why,
    strict: strictOf(input, mode, port),
  };
}

/** Effective inbound mTLS of every port of a workload, with the why. */
export function assessInbound(input: InboundInput): PortMtlsStatus[] {
  const { scope, group, rootNamespace } = input;
  const { index } = scope;
  const policies = inboundPolicies(
    group.namespace === rootNamespace
      ? index.inNamespace('peerauthentication', rootNamespace)
      : [
          ...index.inNamespace('peerauthentication', group.namespace),
          ...index.inNamespace('peerauthentication', rootNamespace),
        ],
    { namespace: group.namespace, labels: labelsOf(group) },
    rootNamespace,
  );
  // Workloads under one policy with the same ports say the same.
  return scope.shared(
    inboundPorts(input).map(({ port, name }) => ({
      port,
      ...(name && { name }),
      ...(withoutPolicies(input, port) ?? byPolicy(input, policies, port)),
    })),
  );
}
