import { manifestRef } from '../../build/manifest';
import type { ChangeInput, LiveChangeCheck } from '../changeCheck';
import { istioDocumentation } from '../ingressCheck';
import { fieldHolding, intentLeaves } from '../intentLeaves';
import { nearest } from '../nearest';

/** Namespaces that a change needs and does not bring, those of the intent first. */
function wantedNamespaces({ intent, objects }: ChangeInput): string[] {
  const refs = objects.map(manifestRef);
  const brought = new Set(
    refs
      .filter(({ group, kind }) => group === '' && kind === 'Namespace')
      .map(({ name }) => name),
  );
  const wanted = [
    ...intentLeaves(intent)
      .filter(({ path }) => /(^|\.)namespace$/.test(path))
      .map(({ value }) => value),
    ...refs.map(({ namespace }) => namespace),
  ];
  return [...new Set(wanted)].filter(
    (name): name is string => typeof name === 'string' && !brought.has(name),
  );
}

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
