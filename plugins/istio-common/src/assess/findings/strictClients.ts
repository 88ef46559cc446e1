import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { ruleReasons } from '../mtls/strictBreaks';
import { stringifyObjectRef } from '../../model/identity';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

function objectOf(scope: AssessScope, ref: ObjectRef) {
  return scope.index.find(ref) ?? { ref };
}

/** DestinationRules that make clients speak what a STRICT port refuses. */
export const strictClients: FindingRule = {
  name: 'strict-clients',
  raises: ['plainToStrict'],
  reads: [
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  *find({ scope, workloads }): Iterable<RawFinding> {
    if (scope.index.count('destinationrule') === 0) return;
    const groups = new Map(scope.workloads.map(group => [group.key, group]));
    const reported = new Set<string>();
    for (const { ref, mtls } of workloads) {
      const group = groups.get(stringifyObjectRef(ref));
      const strict = mtls.filter(({ mode }) => mode === 'STRICT');
      if (!group || strict.length === 0) continue;
      const services = scope.servicesOf(group);
      for (const { port } of strict) {
        for (const found of ruleReasons(scope, group, services, port)) {
          const key = `${stringifyObjectRef(found.ref)} ${stringifyObjectRef(
            ref,
          )}`;
          if (reported.has(key)) continue;
          reported.add(key);
          yield {
            kind: 'plainToStrict',
            object: objectOf(scope, found.ref),
            related: [ref],
            cause: `${nameOf(found.ref)} ${found.reason}, but ${nameOf(
              ref,
            )} takes mesh mTLS only on port ${port}`,
            fix: `Remove trafficPolicy.tls from ${nameOf(
              found.ref,
            )}: automatic mTLS then chooses what the server takes.`,
          };
        }
      }
    }
  },
};
