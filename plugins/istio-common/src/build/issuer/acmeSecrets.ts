import type { AcmeSettings } from './acmeField';

/** References to Secrets in a value, `name` and `key` under a field that ends so. */
function* secretsIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (
      field.endsWith('SecretRef') &&
      inner &&
      typeof inner.name === 'string'
    ) {
      yield inner.name;
    } else {
      yield* secretsIn(inner);
    }
  }
}

/** The Secrets with which names are proved, each once. @internal */
export function acmeSecrets({ solvers }: AcmeSettings): string[] {
  return [...new Set(solvers.flatMap(solver => [...secretsIn(solver)]))];
}
