import type { ValidationFinding } from '../../api/validation';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import { fields, stringMap, text } from '../../trim/fields';
import type { ChangeInput, LiveChangeCheck } from '../changeCheck';
import { istioDocumentation } from '../ingressCheck';

function labels(selector: StringMap): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

interface WantedGateway {
  namespace: string;
  selector: StringMap;
}

/** The gateway that the intent names, unless it is one that the cluster makes itself. */
function wantedGateway({ intent }: ChangeInput): WantedGateway | undefined {
  const gateway = fields(intent.gateway);
  const namespace = text(gateway.namespace);
  const selector = stringMap(gateway.selector);
  // istiod makes the pods of a Kubernetes Gateway of one's own.
  if (intent.form === 'gateway-api' && gateway.own) return undefined;
  // That it is there, and has pods of its own, is told by another check.
  if (text(gateway.kubernetesGateway)) return undefined;
  return namespace && selector ? { namespace, selector } : undefined;
}

function outcome({ kind, intent }: ChangeInput): string {
  const host = text(intent.host);
  if (kind === 'jwt') return 'so no token would be asked for';
  if (!host) return 'so nothing would be served';
  return kind === 'egress'
    ? `so calls to ${host} would fail`
    : `so nothing would serve ${host}`;
}

/**
 * Pods of the gateway run in the given namespace, and nowhere else: Istio
 * reads `credentialName` in the namespace of each gateway pod.
 *
 * @internal
 */
export const gatewayHasPods: LiveChangeCheck = {
  id: 'gateway-has-pods',
  title: 'gateway pods',
  needs: ['pods'],
  concerns: input => wantedGateway(input) !== undefined,
  run(input): ValidationFinding[] {
    const wanted = wantedGateway(input);
    if (!wanted) return [];
    const { namespace, selector } = wanted;
    const namespaces = new Set<string>();
    // Those that the change brings count too.
    for (const pod of input.view.after.index.all('pod')) {
      const over = pod.phase === 'Succeeded' || pod.phase === 'Failed';
      if (!over && isSubset(selector, pod.labels)) {
        namespaces.add(pod.ref.namespace ?? '');
      }
    }
    const others = [...namespaces].filter(name => name !== namespace).sort();
    if (!namespaces.has(namespace)) {
      return [
        {
          code: 'IST0101',
          // A namespace may be made ready before its gateway.
          severity: input.kind === 'onboard' ? 'warning' : 'error',
          field: 'gateway.selector',
          cause: `No pod with ${labels(
            selector,
          )} runs in namespace ${namespace} of ${input.cluster}, ${outcome(
            input,
          )}.`,
          fix: others.length
            ? `Such pods run in ${others.join(', ')}: give that namespace.`
            : 'Correct the labels, or install the gateway first.',
          documentation: istioDocumentation('IST0101'),
        },
      ];
    }
    return others.map(other => ({
      code: 'MW-GATEWAY-SPREAD',
      severity: 'warning',
      field: 'gateway.selector',
      cause: `Pods with ${labels(
        selector,
      )} run in namespace ${other} too, and will not find the certificate there.`,
      fix: `Give labels that only the gateway pods in ${namespace} have.`,
    }));
  },
};
