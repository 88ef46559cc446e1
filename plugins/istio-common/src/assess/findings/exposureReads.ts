import type { FindingRule } from './findingRule';

/** What hosts at gateways, and what stands behind them, are worked out from. */
export const EXPOSURE_READS: FindingRule['reads'] = [
  ['gateways.networking.istio.io', 'gateway'],
  ['virtualservices.networking.istio.io', 'virtualservice'],
  ['serviceentries.networking.istio.io', 'serviceentry'],
  ['gateways.gateway.networking.k8s.io', 'kubernetes-gateway'],
  ['httproutes.gateway.networking.k8s.io', 'httproute'],
  ['grpcroutes.gateway.networking.k8s.io', 'grpcroute'],
  ['tlsroutes.gateway.networking.k8s.io', 'tlsroute'],
  ['referencegrants.gateway.networking.k8s.io', 'referencegrant'],
  ['ingresses.networking.k8s.io', 'ingress'],
  ['services', 'service'],
  ['namespaces', 'namespace'],
  ['pods', 'pod'],
];
