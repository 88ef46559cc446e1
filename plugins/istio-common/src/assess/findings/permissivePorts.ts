import { listPorts } from './listPorts';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';

/** Workloads of the mesh that accept plain text on some port. */
export const permissivePorts: FindingRule = {
  name: 'permissive-ports',
  raises: ['permissive'],
  reads: [
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['pods', 'pod'],
  ],
  *find({ scope, workloads }): Iterable<RawFinding> {
    for (const { ref, mtls } of workloads) {
      const open = mtls.filter(
        ({ mode }) => mode === 'PERMISSIVE' || mode === 'DISABLE',
      );
      if (open.length === 0) continue;
      const decider = open[0].why.considered.find(one => one.decides)?.ref;
      yield {
        kind: 'permissive',
        object: scope.index.find(ref) ?? { ref },
        ...(decider && { related: [decider] }),
        cause: `${nameOf(ref)} accepts plain text on ${listPorts(open)}${
          decider ? `, by ${nameOf(decider)}` : ', as no policy says otherwise'
        }`,
        fix: 'Set mode STRICT once every client has a proxy; the Security tab lists what it would break.',
      };
    }
  },
};
