import type { NextStep } from '../../api/facts';
import type { NeededTraffic, NetworkFacts } from '../../api/security';
import { flat } from '../../model/flat';
import { byRef } from '../../model/byCreation';
import type { NetworkPolicyObject } from '../../model/networkPolicyObjects';
import { selectorMatches } from '../../model/selectorMatches';
import { type DataPlaneMode, type Tone, worstTone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { intoIstiod } from './istiodTraffic';
import {
  fromGateways,
  fromKubelet,
  fromPrometheus,
  intoZtunnel,
} from './neededTraffic';

/** The policies that isolate a workload's pods against traffic into them. */
function isolatingPolicies(
  scope: AssessScope,
  group: WorkloadGroup,
): NetworkPolicyObject[] {
  const labels = labelsOf(group);
  return [...scope.index.inNamespace('networkpolicy', group.namespace)]
    .filter(({ ingress, pods }) => ingress && selectorMatches(pods, labels))
    .sort(byRef);
}

const TONE_OF: Readonly<
  Record<NeededTraffic['what'], Record<NeededTraffic['allowed'], Tone>>
> = {
  'ingress-gateway': { yes: 'ok', no: 'error', unknown: 'unknown' },
  hbone: { yes: 'ok', no: 'error', unknown: 'unknown' },
  probes: { yes: 'ok', no: 'error', unknown: 'unknown' },
  webhook: { yes: 'ok', no: 'error', unknown: 'unknown' },
  xds: { yes: 'ok', no: 'error', unknown: 'unknown' },
  metrics: { yes: 'ok', no: 'warning', unknown: 'unknown' },
};

const TITLES: Readonly<Record<NeededTraffic['what'], string>> = {
  'ingress-gateway': 'Let the ingress gateway in',
  hbone: 'Open port 15008',
  probes: 'Let probes in',
  webhook: 'Let the API server in',
  xds: 'Let proxies reach istiod',
  metrics: 'Let Prometheus in',
};

const SOURCES: Readonly<Record<NeededTraffic['what'], string>> = {
  'ingress-gateway':
    'from the namespace and labels of the gateway pods (namespaceSelector and podSelector in one entry)',
  hbone: 'beside the ports that its rules open already',
  probes: 'from ipBlock 169.254.7.127/32',
  webhook: 'from anywhere: leave `from` out',
  xds: 'from every namespace with proxies',
  metrics: 'from the namespace of Prometheus',
};

/** The one NetworkPolicy to write for what is shut out. */
export function networkFix(
  group: WorkloadGroup,
  { what, port }: NeededTraffic,
): NextStep {
  const opened = port === undefined ? 'the probed ports' : `port ${port}`;
  return {
    title: TITLES[what],
    detail: flat(
      `Add a NetworkPolicy in ${group.namespace} for the pods of ${group.ref.name} that opens ${opened} ${SOURCES[what]}.`,
    ),
  };
}

function listed(policies: readonly NetworkPolicyObject[]): string {
  const names = policies.slice(0, 3).map(({ ref }) => ref.name);
  const more = policies.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function summaryOf(
  isolating: readonly NetworkPolicyObject[],
  blocked: NeededTraffic | undefined,
  unsure: NeededTraffic | undefined,
): string {
  if (isolating.length === 0) {
    return 'No NetworkPolicy selects the pods, so anyone may connect';
  }
  const isolated = `NetworkPolicy ${listed(isolating)} ${
    isolating.length > 1 ? 'select' : 'selects'
  } the pods: only what a rule names gets in`;
  if (blocked) return `${isolated}; shut out: ${blocked.detail}`;
  return unsure ? `${isolated}; not sure: ${unsure.detail}` : isolated;
}

/** Where policies do not apply, or not in a way that can be told. */
function hostNetworkFacts(): NetworkFacts {
  return {
    defaultDeny: 'unknown',
    needs: [],
    tone: 'neutral',
    why: {
      summary:
        'The pods use the network of their node: whether NetworkPolicies apply depends on the network plugin',
      considered: [],
    },
  };
}

/**
 * What NetworkPolicies do to traffic into a workload; undefined while they
 * cannot be read. Pods that a policy selects take in only what some rule
 * allows; traffic from their own node always gets in.
 * Source: k8s.io/api/networking/v1/types.go, NetworkPolicySpec.
 */
export function assessNetwork(
  scope: AssessScope,
  group: WorkloadGroup,
  mode: DataPlaneMode,
): NetworkFacts | undefined {
  if (
    scope.unread('networkpolicies.networking.k8s.io', 'networkpolicy') ||
    scope.unread('namespaces', 'namespace')
  ) {
    return undefined;
  }
  if (group.shape.hostNetwork) return hostNetworkFacts();
  const isolating = isolatingPolicies(scope, group);
  const input = { scope, group, mode, isolating };
  const needs = scope.shared([
    ...fromGateways(input),
    ...intoZtunnel(input),
    ...fromKubelet(input),
    ...intoIstiod(input),
    ...fromPrometheus(input),
  ]);
  const blocked = needs.find(({ allowed }) => allowed === 'no');
  const unsure = needs.find(({ allowed }) => allowed === 'unknown');
  return {
    defaultDeny: isolating.length > 0 ? 'yes' : 'no',
    needs,
    tone:
      isolating.length > 0
        ? worstTone([
            'ok',
            ...needs.map(({ what, allowed }) => TONE_OF[what][allowed]),
          ])
        : 'neutral',
    why: scope.shared({
      summary: summaryOf(isolating, blocked, unsure),
      considered: scope.shared(
        isolating.slice(0, 20).map(policy => ({
          ref: policy.ref,
          says:
            policy.rules.length === 0
              ? 'lets nothing in'
              : `${policy.rules.length} ingress ${
                  policy.rules.length > 1 ? 'rules' : 'rule'
                }`,
          scope: policy.pods ? 'workload' : 'namespace',
          decides: blocked
            ? blocked.by.some(({ name }) => name === policy.ref.name)
            : true,
          reason: policy.unreadable
            ? 'has parts that cannot be read'
            : 'rules of all policies add up',
          createdAt: policy.createdAt,
        })),
      ),
    }),
    ...(blocked && { action: networkFix(group, blocked) }),
  };
}
