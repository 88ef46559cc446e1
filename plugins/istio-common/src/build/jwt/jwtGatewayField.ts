import { z } from 'zod';
import { boundedName, LABEL_LENGTH } from '../boundedName';
import { dnsLabel, objectName, podLabels, portField } from '../intentFields';

/**
 * What istiod puts on the pods that it makes for a Gateway of the Gateway API.
 * Source: pilot/pkg/model/policyattachment.go, workloadGatewayName.
 */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

const fields = z.strictObject({
  namespace: dnsLabel('the namespace of the gateway pods').describe(
    'Namespace in which the gateway pods run',
  ),
  kubernetesGateway: objectName
    .optional()
    .describe(
      'Gateway of the Gateway API whose pods istiod makes; not one that stands on the pods of another gateway',
    ),
  selector: podLabels
    .optional()
    .describe(
      'Labels of the gateway pods; istio: ingressgateway unless kubernetesGateway is given',
    ),
  serviceAccount: objectName
    .optional()
    .describe(
      'spec.serviceAccountName of the gateway pods; istio-ingressgateway-service-account, or <kubernetesGateway>-istio, by default',
    ),
  ports: z
    .array(portField('the gateway pods'))
    .max(20, 'has too many entries, at most 20')
    .default([])
    .describe(
      'Ports that need tokens; name them where the gateway also serves TCP, which would be turned away as a whole',
    ),
});

type Fields = z.output<typeof fields>;

function check(ctx: z.core.ParsePayload<Fields>): void {
  const { kubernetesGateway, selector } = ctx.value;
  const refuse = (message: string) =>
    ctx.issues.push({
      ...{ code: 'custom', path: ['selector'], message },
      input: selector,
    });
  const named = selector?.[GATEWAY_NAME];
  if (named !== undefined && !objectName.safeParse(named).success) {
    refuse(`has ${GATEWAY_NAME} with no name of a Gateway, correct it`);
  } else if (kubernetesGateway && selector && named !== kubernetesGateway) {
    refuse(
      `has no place beside kubernetesGateway, whose pods have ${GATEWAY_NAME}=${kubernetesGateway}: remove it`,
    );
  }
}

/**
 * A policy with a selector is not meant for pods of a Gateway of the Gateway
 * API (IST0166): it is attached to the Gateway, as soon as the labels name one.
 * Source of the account: pilot/pkg/config/kube/gatewaycommon, GetDefaultName.
 */
function filledIn({ namespace, selector, ports, ...rest }: Fields) {
  const kubernetesGateway = rest.kubernetesGateway ?? selector?.[GATEWAY_NAME];
  const account = kubernetesGateway
    ? boundedName(`${kubernetesGateway}-istio`, LABEL_LENGTH)
    : 'istio-ingressgateway-service-account';
  return {
    namespace,
    ...(kubernetesGateway !== undefined && { kubernetesGateway }),
    selector: kubernetesGateway
      ? { [GATEWAY_NAME]: kubernetesGateway }
      : selector ?? { istio: 'ingressgateway' },
    serviceAccount: rest.serviceAccount ?? account,
    ports,
  };
}

/** The gateway at which tokens are asked for. @internal */
export const jwtGatewayField = fields
  .check(check)
  .transform(filledIn)
  .describe('The gateway at which tokens are asked for');
