import { manifestRef } from '../build/manifest';
import type { ChangeInput } from './changeCheck';
import { intentLeaves } from './intentLeaves';

/** Namespaces that a change needs and does not bring, those of the intent first. @internal */
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
      .map(({ value }) => value),
    ...refs.map(({ namespace }) => namespace),
  ];
  return [...new Set(wanted)].filter(
    (name): name is string => typeof name === 'string' && !brought.has(name),
  );
}
