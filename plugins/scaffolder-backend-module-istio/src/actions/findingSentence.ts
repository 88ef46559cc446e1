import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';

/** A finding in one line. @internal */
export function findingSentence({
  code,
  cause,
  fix,
}: ValidationFinding): string {
  return `${code}: ${cause} ${fix}`;
}
