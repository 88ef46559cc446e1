import type { ValidationFinding } from '../../api/validation';
import type { JwtIntent } from '../../build/jwt/jwtIntent';
import { FINDING_KINDS } from '../../findings/catalogue';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';

const GATEWAY_API = 'gateway.networking.k8s.io';

function finding(
  ref: { namespace: string; name: string },
  cause: string,
  fix: string,
): ValidationFinding {
  return {
    ...ofKind(FINDING_KINDS.policyTarget),
    severity: 'error',
    ref: { group: GATEWAY_API, kind: 'Gateway', ...ref },
    field: 'gateway.kubernetesGateway',
    cause,
    fix,
  };
}

function judged({ intent, view, cluster }: LiveInput): ValidationFinding[] {
  // An intent of kind jwt has passed its schema.
  const { gateway } = intent as unknown as JwtIntent;
  const { namespace, kubernetesGateway: name } = gateway;
  if (!name) return [];
  const ref = { namespace, name };
  const found = view.after.index.find({
    group: GATEWAY_API,
    kind: 'Gateway',
    ...ref,
  });
  if (found?.type !== 'kubernetes-gateway') {
    return [
      finding(
        ref,
        `Gateway ${namespace}/${name} of the Gateway API does not exist in ${cluster}, so no token would be asked for.`,
        'Correct its name or namespace, or expose the host first.',
      ),
    ];
  }
  // Pods of others have no label that says they are of this Gateway.
  if (!found.addresses?.length) return [];
  return [
    finding(
      ref,
      `Gateway ${namespace}/${name} stands on pods of another gateway, which look past policies that are attached to it: no token would be asked for.`,
      'Leave kubernetesGateway out, and give the labels and the account of these pods (gateway.selector, gateway.serviceAccount).',
    ),
  ];
}

/**
 * A Gateway of the Gateway API to which policies are attached has pods of its
 * own: istiod knows them by a label that it puts on those alone that it makes.
 * Source: pilot/pkg/model/policyattachment.go, workloadGatewayName;
 * pilot/pkg/config/kube/gatewaycommon/gateway_utils.go, IsManaged.
 *
 * @internal
 */
export const gatewayTakesPolicies: LiveChangeCheck = {
  id: 'gateway-takes-policies',
  title: 'Gateway of the Gateway API',
  needs: [`gateways.${GATEWAY_API}`],
  concerns: ({ kind, intent }) =>
    kind === 'jwt' &&
    (intent as unknown as JwtIntent).gateway.kubernetesGateway !== undefined,
  run: judged,
};
