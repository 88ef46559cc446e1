import type { FindingKind } from './findingKind';

const VIRTUAL_SERVICE =
  'https://istio.io/latest/docs/reference/config/networking/virtual-service/';

type Words = readonly [
  name: string,
  short: string,
  cause: string,
  action: string,
];

function route(
  number: string,
  severity: FindingKind['severity'],
  [name, short, cause, action]: Words,
  source: string,
  documentation: string,
): FindingKind {
  return {
    code: `MW${number}`,
    ...{ name, short, severity, cause, action, source, documentation },
  };
}

/** Routes that do other than they seem to, and ways around them. */
export const ROUTE_CODES = {
  weightMissing: route(
    '0181',
    'warning',
    [
      'DestinationWithoutWeight',
      'destination without weight',
      'Of several destinations of a route one has no weight, so that it gets no requests.',
      'Give each destination of the route a weight.',
    ],
    'pilot/pkg/networking/core/route/route.go',
    `${VIRTUAL_SERVICE}#HTTPRouteDestination`,
  ),
  externalNameUnknown: route(
    '0182',
    'error',
    [
      'ExternalNameUnknown',
      'ExternalName that the mesh does not know',
      'A route leads to an ExternalName Service whose name neither a Service nor a ServiceEntry has, so that proxies answer 503.',
      'Create a ServiceEntry for the external name.',
    ],
    'pilot/pkg/networking/core/route/route.go',
    'https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/#externalname-services',
  ),
  headlessRoute: route(
    '0183',
    'warning',
    [
      'RouteToHeadlessService',
      'route to a headless Service',
      'Sidecars send requests for a headless Service to the address that the client called, whatever the route says.',
      'Route to a Service with a cluster IP.',
    ],
    'pilot/pkg/networking/core/cluster.go',
    'https://istio.io/latest/docs/ops/configuration/traffic-management/traffic-routing/#headless-services',
  ),
  egressBypass: route(
    '0184',
    'info',
    [
      'EgressGatewayBypass',
      'egress gateway can be passed by',
      'Requests are led through an egress gateway, and no NetworkPolicy keeps the pods from leaving directly.',
      'Add a NetworkPolicy that lets the pods out to the mesh only.',
    ],
    'k8s.io/api/networking/v1/types.go',
    'https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/#additional-security-considerations',
  ),
} as const satisfies Readonly<Record<string, FindingKind>>;
