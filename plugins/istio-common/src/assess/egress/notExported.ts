import { type EgressTrace, NO_TRACE } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import type { Step } from './leaveMesh';
import { nameOfRef } from './originationProblems';
import { fateOf } from './sidecarLimits';

/** What comes of it, for clients that another definition of the host may serve. */
function consequence(world: EgressWorld, step: Step, requests: string) {
  const { pods } = step.originator;
  const { host } = step.subject;
  const scope = world.scopes.of(pods);
  const port = step.calledPort;
  if (world.registry.routedAt(pods.namespace, host, port, scope)) {
    return { broken: false, words: 'it has no effect' };
  }
  const { turnedAway, words } = fateOf(world, scope);
  return { broken: turnedAway, words: `${requests} ${words}` };
}

/**
 * A ServiceEntry that the clients do not see, and no route leads them to: for
 * them it is not there.
 * Source: pilot/pkg/model/push_context.go, initServiceRegistry.
 */
export function notExported(world: EgressWorld, step: Step): EgressTrace {
  const { ref, host, namespaces } = step.subject;
  const { namespace } = step.originator.pods;
  const name = nameOfRef(ref);
  const nobody = namespaces.length === 0;
  const { broken, words } = consequence(
    world,
    step,
    nobody ? `requests for ${host}` : `requests for ${host} from ${namespace}`,
  );
  const problem = {
    kind: 'egressNotExported' as const,
    broken,
    link: 'ServiceEntry' as const,
    object: ref,
    summary: `${name} is exported to no namespace${
      nobody ? '' : ' of its clients'
    }, so that ${words}`,
    fix: nobody
      ? `Set exportTo of ${name} to the namespaces of its clients, or delete it.`
      : `Add ${namespace} to exportTo of ${name}, or a route that leads its clients to the gateway.`,
  };
  return { ...NO_TRACE, problems: [problem] };
}
