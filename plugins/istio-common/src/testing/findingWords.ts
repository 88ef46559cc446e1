import type { FindingStatus } from '../api/facts';
import type { ObjectRef } from '../model/identity';

function named({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/**
 * Findings in few lines, for files of answers: what is told of which object,
 * with whatever is not the same for every finding of the code.
 */
export function findingWords(findings: readonly FindingStatus[]) {
  return findings.map(
    ({ code, severity, ref, title, cause, fix, related, action, muted }) => ({
      [`${code} ${severity} ${named(ref)}`]: title,
      cause,
      fix,
      ...(related && { related: related.map(named) }),
      ...(action?.template && { form: action.template.formData }),
      ...(muted && { muted }),
    }),
  );
}
