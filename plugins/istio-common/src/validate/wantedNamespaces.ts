import { manifestRef } from '../build/manifest';
import type { ChangeInput } from './changeCheck';
import { intentLeaves } from './intentLeaves';

/** Whether a value stands anywhere in what is written. */
function holds(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return value === name;
  return Object.values(value).some(inner => holds(inner, name));
}

/**
 * Namespaces that a change needs and does not bring, those of the intent first.
 * One that the intent has by default and nothing of the change names is none.
 *
 * @internal
 */
export function wantedNamespaces({ intent, objects }: ChangeInput): string[] {
  const refs = objects.map(manifestRef);
  const brought = new Set(
    refs
      .filter(({ group, kind }) => group === '' && kind === 'Namespace')
      .map(({ name }) => name),
  );
  const wanted = [
    ...intentLeaves(intent)
      .filter(({ path }) => /(^|\.)namespace$/.test(path))
      .map(({ value }) => value)
      .filter(
        name =>
          objects.length === 0 ||
          (typeof name === 'string' && holds(objects, name)),
      ),
    ...refs.map(({ namespace }) => namespace),
  ];
  return [...new Set(wanted)].filter(
    (name): name is string => typeof name === 'string' && !brought.has(name),
  );
}
