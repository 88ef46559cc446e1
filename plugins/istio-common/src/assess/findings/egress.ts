import { EGRESS_CODES } from '../../findings/egressCodes';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import { egressDraftsOf } from '../egress/assessEgress';
import type { EgressProblem } from '../egress/egressTypes';
import type { FindingRule, RawFinding } from './findingRule';
import { CERTIFICATE_READS } from './certificateReads';

/** Codes of other rules, which raise them for more than egress. */
const OF_OTHERS: ReadonlySet<string> = new Set(['meshHostConflict']);

// The object is a constant of literal keys.
const RAISED = Object.keys(EGRESS_CODES) as Array<keyof typeof EGRESS_CODES>;

function keyOf({ kind, object, summary }: EgressProblem): string {
  return `${kind} ${object.kind} ${object.namespace}/${object.name} ${summary}`;
}

/** What the problem concerns beside the object that is at fault, each once. */
function concerned(
  { object, related = [] }: EgressProblem,
  subject: ObjectRef,
): ObjectRef[] {
  const others = new Map(
    [...related, subject].map(ref => [stringifyObjectRef(ref), ref]),
  );
  others.delete(stringifyObjectRef(object));
  return [...others.values()];
}

/** What keeps clients from a host outside the mesh, or lets them reach it less safely than meant. */
export const egress: FindingRule = {
  name: 'egress',
  raises: RAISED,
  reads: [
    ['serviceentries.networking.istio.io', 'serviceentry'],
    ['virtualservices.networking.istio.io', 'virtualservice'],
    ['destinationrules.networking.istio.io', 'destinationrule'],
    ['gateways.networking.istio.io', 'gateway'],
    ['sidecars.networking.istio.io', 'sidecar'],
    ['services', 'service'],
    ['pods', 'pod'],
  ],
  alsoReads: CERTIFICATE_READS,
  *find({ scope, exposure }): Iterable<RawFinding> {
    const reported = new Set<string>();
    for (const { subject, problems } of scope.memo(egressDraftsOf, exposure)) {
      for (const problem of problems) {
        const key = keyOf(problem);
        if (OF_OTHERS.has(problem.kind) || reported.has(key)) continue;
        reported.add(key);
        const { kind, object, summary, fix } = problem;
        const found = scope.index.find(object);
        yield {
          kind,
          object: found ?? { ref: object },
          related: concerned(problem, subject.ref),
          cause: summary,
          fix,
        };
      }
    }
  },
};
