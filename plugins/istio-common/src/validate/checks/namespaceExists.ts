import { istioDocumentation, type LiveCheck } from '../ingressCheck';
import { nearest } from '../nearest';

/** The namespaces of the Service and of the gateway exist. @internal */
export const namespaceExists: LiveCheck = {
  id: 'namespace-exists',
  title: 'namespaces',
  needs: ['namespaces'],
  run({ intent, index }) {
    const names = new Set<string>();
    for (const { ref } of index.all('namespace')) names.add(ref.name);
    const wanted = [
      { field: 'namespace', name: intent.namespace },
      { field: 'gateway.namespace', name: intent.gateway.namespace },
    ];
    return wanted
      .filter(({ name }) => !names.has(name))
      .map(({ field, name }) => {
        const near = nearest(name, names);
        return {
          code: 'IST0101',
          severity: 'error' as const,
          ref: { group: '', kind: 'Namespace', name },
          field,
          cause: `Namespace ${name} does not exist in ${intent.cluster}.`,
          fix: near
            ? `Did you mean ${near}? If not, create the namespace first.`
            : 'Choose a namespace that exists, or create it first.',
          documentation: istioDocumentation('IST0101'),
        };
      });
  },
};
