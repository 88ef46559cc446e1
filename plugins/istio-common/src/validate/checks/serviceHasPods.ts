import { isSubset } from '../../model/selectorMatches';
import type { LiveCheck } from '../ingressCheck';

/** The Service selects a pod: without one the host answers 503. @internal */
export const serviceHasPods: LiveCheck = {
  id: 'service-has-pods',
  title: 'pods of the Service',
  needs: ['services', 'pods'],
  run({ intent, index }) {
    const { namespace, service } = intent;
    const found = index.find({
      group: '',
      kind: 'Service',
      namespace,
      name: service.name,
    });
    // A Service without selector has endpoints of its own making.
    if (found?.type !== 'service' || !found.selector) return [];
    for (const pod of index.inNamespace('pod', namespace)) {
      if (isSubset(found.selector, pod.labels)) return [];
    }
    return [
      {
        code: 'MW-SERVICE-PODS',
        severity: 'warning',
        ref: found.ref,
        field: 'service.name',
        cause: `Service ${namespace}/${service.name} selects no pod, so ${intent.host} will answer 503.`,
        fix: 'Deploy the workload, or correct the selector of the Service.',
      },
    ];
  },
};
