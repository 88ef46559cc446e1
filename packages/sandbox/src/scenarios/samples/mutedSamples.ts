import { applied } from './manifest';

function toNowhere(name: string) {
  return {
    hosts: [`${name}.partners.svc.cluster.local`],
    http: [
      {
        route: [
          { destination: { host: `${name}-next.partners.svc.cluster.local` } },
        ],
      },
    ],
  };
}

/** Findings that somebody has looked at and put aside, in both ways there are. @internal */
export const MUTED_SAMPLES = [
  applied(
    'networking',
    'VirtualService',
    'partners',
    'payout',
    toNowhere('payout'),
    {
      metadata: {
        name: 'payout',
        annotations: { 'galley.istio.io/analyze-suppress': 'IST0101' },
      },
    },
  ),
  applied(
    'networking',
    'VirtualService',
    'partners',
    'settlement',
    toNowhere('settlement'),
    {
      metadata: {
        name: 'settlement',
        annotations: { 'kiali.io/ignore-validations': 'true' },
      },
    },
  ),
];
