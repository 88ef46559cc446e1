import type { NetworkEgressRule } from '../../model/networkPolicyObjects';
import { byRef } from '../../model/byCreation';
import { selectorMatches } from '../../model/selectorMatches';
import type { AssessScope } from '../AssessScope';
import { egressDraftsOf } from '../egress/assessEgress';
import type { EgressDraft } from '../egress/egressDrafts';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { isEverywhere } from '../network/cidr';
import { opensPort } from '../network/networkRules';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { CERTIFICATE_READS } from './certificateReads';

/** Whether a rule lets pods out to addresses outside of the cluster on some port. */
function leadsOut(
  { to, ports }: NetworkEgressRule,
  called: readonly number[],
): boolean {
  const anywhere =
    !to || to.some(({ block }) => block && isEverywhere(block.cidr));
  return (
    anywhere && called.some(port => opensPort(ports ? { ports } : {}, { port }))
  );
}

/** Whether nothing keeps the pods of a workload from calling the ports of a host themselves. */
function mayLeave(
  scope: AssessScope,
  group: WorkloadGroup,
  ports: readonly number[],
): boolean {
  const labels = labelsOf(group);
  const limiting = [
    ...scope.index.inNamespace('networkpolicy', group.namespace),
  ].filter(one => one.egress && selectorMatches(one.pods, labels));
  return (
    limiting.length === 0 ||
    limiting.some(({ egress = [] }) =>
      egress.some(rule => leadsOut(rule, ports)),
    )
  );
}

/** The workloads of a namespace that are led to the gateway and may pass it by. */
function unheld(
  scope: AssessScope,
  namespace: string,
  { subject }: EgressDraft,
): WorkloadGroup[] {
  const ports = subject.ports.map(({ port }) => port);
  return scope.workloadsIn(namespace).filter(group => {
    const { modes, hostNetwork } = group.shape;
    const led = modes.includes('sidecar') || modes.includes('ambient');
    return led && !hostNetwork && mayLeave(scope, group, ports);
  });
}

/**
 * Namespaces whose clients are led through an egress gateway although no
 * NetworkPolicy holds them to it: a process that goes around its proxy gets out
 * all the same. Static analysis; whether the network plugin enforces
 * NetworkPolicies is not known.
 * Source: k8s.io/api/networking/v1/types.go, NetworkPolicySpec.
 */
export const egressBypass: FindingRule = {
  name: 'egress-bypass',
  raises: ['egressBypass'],
  reads: [
    ['networkpolicies.networking.k8s.io', 'networkpolicy'],
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['gateways.networking.istio.io', 'gateway'],
    ['sidecars.networking.istio.io', 'sidecar'],
    ['services', 'service'],
    ['namespaces', 'namespace'],
    ['pods', 'pod'],
  ],
  alsoReads: CERTIFICATE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const draft of scope.memo(egressDraftsOf, exposure)) {
      for (const namespace of draft.led) {
        if (reported.has(namespace)) continue;
        const [first, ...others] = unheld(scope, namespace, draft).sort(byRef);
        const object = scope.namespace(namespace);
        if (!first || !object) continue;
        reported.add(namespace);
        const more = others.length > 0 ? ` and ${others.length} more` : '';
        yield {
          kind: 'egressBypass',
          object,
          related: [draft.subject.ref, first.ref],
          cause: `Clients in ${namespace} are led to ${
            draft.subject.host
          } through an egress gateway, but by static analysis no NetworkPolicy keeps ${nameOf(
            first.ref,
          )}${more} from calling it directly`,
          fix: `Add a NetworkPolicy with policyTypes Egress in ${namespace} that lets its pods out to DNS, istiod, the egress gateway and the workloads they call only.`,
        };
      }
    }
  },
};
