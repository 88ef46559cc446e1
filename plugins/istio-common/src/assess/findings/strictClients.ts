import type { WorkloadStatus } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { decisionsOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import { ruleReasons } from '../mtls/strictBreaks';
import { stringifyObjectRef } from '../../model/identity';
import { type RawFinding, nameOf } from './findingRule';
import { workloadRule } from './workloadRule';

function objectOf(scope: AssessScope, ref: ObjectRef) {
  return scope.index.find(ref) ?? { ref };
}

function findingsOf(
  scope: AssessScope,
  { ref }: WorkloadStatus,
  group: WorkloadGroup,
): RawFinding[] {
  const strict = decisionsOf(scope, group).filter(
    ({ mode }) => mode === 'STRICT',
  );
  if (strict.length === 0) return [];
  const services = scope.servicesOf(group);
  const found = new Map<string, RawFinding>();
  for (const { port } of strict) {
    for (const one of ruleReasons(scope, group, services, port)) {
      const key = stringifyObjectRef(one.ref);
      if (found.has(key)) continue;
      found.set(key, {
        kind: 'plainToStrict',
        object: objectOf(scope, one.ref),
        related: [ref],
        cause: `${nameOf(one.ref)} ${one.reason}, but ${nameOf(
          ref,
        )} takes mesh mTLS only on port ${port}`,
        fix: `Remove trafficPolicy.tls from ${nameOf(
          one.ref,
        )}: automatic mTLS then chooses what the server takes.`,
      });
    }
  }
  return [...found.values()];
}

/** DestinationRules that make clients speak what a STRICT port refuses. */
export const strictClients = workloadRule({
  name: 'strict-clients',
  raises: ['plainToStrict'],
  reads: [
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  alsoReads: [['namespaces', 'namespace']],
  judge: findingsOf,
});
