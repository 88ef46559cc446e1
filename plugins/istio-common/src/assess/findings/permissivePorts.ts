import type { WorkloadStatus } from '../../api/facts';
import type { AssessScope } from '../AssessScope';
import { decisionsOf } from '../assessWorkload';
import type { WorkloadGroup } from '../groupWorkloads';
import { listPorts } from './listPorts';
import { workloadRule } from './workloadRule';
import { type RawFinding, nameOf } from './findingRule';

function findingsOf(
  scope: AssessScope,
  { ref }: WorkloadStatus,
  group: WorkloadGroup,
): RawFinding[] {
  const open = decisionsOf(scope, group).filter(
    ({ mode }) => mode === 'PERMISSIVE' || mode === 'DISABLE',
  );
  if (open.length === 0) return [];
  const decider = open[0].decidedBy;
  return [
    {
      kind: 'permissive',
      object: scope.index.find(ref) ?? { ref },
      ...(decider && { related: [decider] }),
      cause: `${nameOf(ref)} accepts plain text on ${listPorts(open)}${
        decider ? `, by ${nameOf(decider)}` : ', as no policy says otherwise'
      }`,
      fix: 'Set mode STRICT once every client has a proxy; the Security tab lists what it would break.',
    },
  ];
}

/** Workloads of the mesh that accept plain text on some port. */
export const permissivePorts = workloadRule({
  name: 'permissive-ports',
  raises: ['permissive'],
  reads: [
    ['peerauthentications.security.istio.io', 'peerauthentication'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['namespaces', 'namespace'],
    ['services', 'service'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
  ],
  judge: findingsOf,
});
