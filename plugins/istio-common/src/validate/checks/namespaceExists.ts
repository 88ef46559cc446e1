import type { LiveChangeCheck } from '../changeCheck';
import { istioDocumentation } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { nearest } from '../nearest';
import { wantedNamespaces } from '../wantedNamespaces';

/** Every namespace that the change writes into or names exists. @internal */
export const namespaceExists: LiveChangeCheck = {
  id: 'namespace-exists',
  title: 'namespaces',
  needs: ['namespaces'],
  concerns: input => wantedNamespaces(input).length > 0,
  run(input) {
    const { index, intent, cluster } = input;
    const names = new Set<string>();
    for (const { ref } of index.all('namespace')) names.add(ref.name);
    return wantedNamespaces(input)
      .filter(name => !names.has(name))
      .map(name => {
        const near = nearest(name, names);
        const field = fieldHolding(intent, name, /(^|\.)namespace$/);
        return {
          code: 'IST0101',
          severity: 'error' as const,
          ref: { group: '', kind: 'Namespace', name },
          ...(field && { field }),
          cause: `Namespace ${name} does not exist in ${cluster}.`,
          fix: near
            ? `Did you mean ${near}? If not, create the namespace first.`
            : 'Choose a namespace that exists, or create it first.',
          documentation: istioDocumentation('IST0101'),
        };
      });
  },
};
