import type { NeededTraffic } from '../../api/security';
import type { AssessScope } from '../AssessScope';
import { type WorkloadGroup, labelsOf } from '../groupWorkloads';
import { type Admission, type NetworkSource, admits } from './networkRules';
import { type Isolated, podsOf, refs, worst } from './neededTraffic';

const WEBHOOK = 15_017;
const XDS = 15_012;

/** Whether the workload is a control plane. */
export function isIstiod(group: WorkloadGroup): boolean {
  return labelsOf(group).app === 'istiod';
}

function hasProxy({ shape: { modes } }: WorkloadGroup): boolean {
  return modes.includes('sidecar') || modes.includes('gateway');
}

function proxied(scope: AssessScope): readonly WorkloadGroup[] {
  return scope.workloads.filter(hasProxy);
}

const HOST: NetworkSource = { kind: 'host' };

/** From the API server to the webhooks, and from every proxy for its configuration. */
export function intoIstiod({
  scope,
  group,
  isolating,
}: Isolated): NeededTraffic[] {
  if (!isIstiod(group)) return [];
  const webhook = admits(isolating, HOST, { port: WEBHOOK });
  const answers = scope.memo(proxied, undefined).map(client => ({
    client,
    ...admits(isolating, podsOf(scope, client), { port: XDS }),
  }));
  const cut = answers.filter(({ allowed }) => allowed === 'no');
  const nobody: Admission = { allowed: 'yes', by: [] };
  const decisive = answers.length > 0 ? worst<Admission>(answers) : nobody;
  const first = cut[0]?.client.ref;
  return [
    {
      what: 'webhook',
      port: WEBHOOK,
      allowed: webhook.allowed,
      by: refs(webhook.by),
      detail: `Injection and validation are called by the API server at port ${WEBHOOK}, from an address that is no pod's`,
    },
    {
      what: 'xds',
      port: XDS,
      allowed: decisive.allowed,
      by: refs(decisive.by),
      detail: first
        ? `Proxies of ${cut.length} ${
            cut.length > 1 ? 'workloads' : 'workload'
          } get no configuration at port ${XDS}, the first is ${
            first.namespace
          }/${first.name}`
        : `Proxies get their configuration at port ${XDS}`,
    },
  ];
}
