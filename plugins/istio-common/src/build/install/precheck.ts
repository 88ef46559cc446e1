import type { Delivery } from './deliveryField';

/**
 * The first step of a script that people run with Helm: what istioctl finds in
 * the way ends the script, as precheck fails on warnings and errors alike. It
 * is left out on demand only, and never because istioctl is missing.
 * Source: istioctl/pkg/precheck/precheck.go.
 *
 * @internal
 */
export function precheckLines(version: string): string[] {
  return [
    '# Asks first whether the cluster can take this release. PRECHECK=off in the',
    '# environment leaves it out, once what it found was read.',
    'if [ "${PRECHECK:-on}" != off ]; then',
    '  command -v istioctl >/dev/null || {',
    `    echo 'istioctl is missing: install that of ${version}, or set PRECHECK=off.' >&2`,
    '    exit 1',
    '  }',
    '  istioctl x precheck',
    'fi',
    '',
  ];
}

/** Who asks the cluster before anything is installed. @internal */
export function precheckEffect(by: Delivery['by'], version: string): string {
  if (by === 'helm') {
    return `The script begins with istioctl x precheck of ${version} and ends where that finds something; PRECHECK=off leaves it out.`;
  }
  return by === 'istioctl'
    ? 'The script begins with istioctl x precheck and ends where that finds something.'
    : `Nobody asks the cluster whether it can take ${version}: run istioctl x precheck with the istioctl of that version before the merge.`;
}
