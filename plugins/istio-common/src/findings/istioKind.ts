import type { FindingKind } from './findingKind';

/** A kind with the code that istioctl analyze gives it. */
export function ist(
  number: string,
  name: string,
  short: string,
  severity: FindingKind['severity'],
  cause: string,
  action: string,
  template?: string,
): FindingKind {
  return {
    code: `IST${number}`,
    name,
    short,
    severity,
    cause,
    action,
    source: 'pkg/config/analysis/msg/messages.yaml',
    documentation: `https://istio.io/latest/docs/reference/config/analysis/ist${number}/`,
    ...(template && { template }),
  };
}
