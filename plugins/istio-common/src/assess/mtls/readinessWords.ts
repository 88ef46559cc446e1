import type { NextStep } from '../../api/facts';
import type { StrictReadiness } from '../../api/security';

/** What goes STRICT. */
export type ReadinessScope = Pick<StrictReadiness, 'scope' | 'namespace'>;

/** What to do about the first thing that would break. */
export function breakingStep({
  ref,
  reason,
  workload,
}: StrictReadiness['reasons'][number]): NextStep {
  const name = `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${
    ref.name
  }`;
  if (ref.kind === 'DestinationRule') {
    return {
      title: 'Let automatic mTLS decide',
      detail: `Remove trafficPolicy.tls from ${name}: it ${reason}.`,
    };
  }
  if (ref.kind === 'ConfigMap') {
    return {
      title: 'Turn automatic mTLS on',
      detail: `Set enableAutoMtls to true in the mesh configuration, ${name}.`,
    };
  }
  if (workload) {
    return {
      title: `Prepare ${workload.name}`,
      detail: `${name}: ${reason}. Correct that first.`,
    };
  }
  return {
    title: `Bring ${ref.name} into the mesh`,
    detail: `${name} has ${reason}. Give it a proxy, or make sure that it calls nothing here, or except the ports that it calls.`,
  };
}

/** What to do where nothing would break. */
export function strictStep({ scope, namespace }: ReadinessScope): NextStep {
  return {
    title: 'Set mode STRICT',
    detail: `Set mtls.mode STRICT in the PeerAuthentication without selector of ${
      scope === 'mesh' ? `the root namespace ${namespace}` : namespace
    }.`,
  };
}

/** How the workloads stand, and how much would break, in a sentence. */
export function readinessSummary(
  { strict, total }: StrictReadiness['workloads'],
  breaking: number,
  bypassed: number,
): string {
  const aside =
    bypassed > 0
      ? `; ${bypassed} ${
          bypassed > 1 ? 'workloads have ports' : 'workload has a port'
        } that no proxy handles, which STRICT does not reach`
      : '';
  if (strict === total) {
    return `Every workload is STRICT already${aside}`;
  }
  const open = `${total - strict} of ${total} ${
    total > 1 ? 'workloads accept' : 'workload accepts'
  } plain text`;
  return breaking > 0
    ? `${open}, and ${breaking} ${
        breaking > 1 ? 'things' : 'thing'
      } would break at STRICT, by static analysis${aside}`
    : `${open}, and nothing is found that would break at STRICT, by static analysis${aside}`;
}
