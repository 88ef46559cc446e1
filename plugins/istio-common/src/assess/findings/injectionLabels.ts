import { type FindingRule, type RawFinding } from './findingRule';

const VALUES: ReadonlySet<string> = new Set(['enabled', 'disabled']);

/** Namespaces whose injection labels contradict one another or are misspelt. */
export const injectionLabels: FindingRule = {
  name: 'injection-labels',
  raises: ['severalInjectionLabels', 'injectionLabelValue'],
  reads: [['namespaces', 'namespace']],
  *find({ scope }): Iterable<RawFinding> {
    for (const namespace of scope.index.all('namespace')) {
      const { name } = namespace.ref;
      const injection = namespace.labels?.['istio-injection'];
      const revision = namespace.labels?.['istio.io/rev'];
      if (injection === undefined) continue;
      if (revision !== undefined) {
        yield {
          kind: 'severalInjectionLabels',
          object: namespace,
          cause: `Namespace ${name} has both istio-injection=${injection} and istio.io/rev=${revision}; istio-injection wins`,
          fix: `Remove the label istio-injection from namespace ${name} to let istio.io/rev=${revision} decide.`,
        };
      }
      if (!VALUES.has(injection)) {
        yield {
          kind: 'injectionLabelValue',
          object: namespace,
          cause: `Namespace ${name} has istio-injection=${injection}, which injects nothing`,
          fix: `Set istio-injection=enabled on namespace ${name}, or use istio.io/rev.`,
        };
      }
    }
  },
};
