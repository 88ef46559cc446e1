import type { NamespaceSketch } from '../namespaces';

const IN_MESH = { 'istio.io/rev': 'prod' };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };

/** Namespaces of the samples, by cluster. @internal */
export const SAMPLE_NAMESPACES: Record<string, readonly NamespaceSketch[]> = {
  'eu-1': [
    { name: 'istio-edge', labels: IN_MESH },
    { name: 'istio-egress', labels: IN_MESH },
    { name: 'accounts', labels: IN_MESH },
    { name: 'newsletter', labels: IN_MESH },
    { name: 'logistics', labels: IN_MESH },
    { name: 'partners', labels: IN_MESH },
    {
      name: 'warehouse',
      labels: { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint' },
    },
    {
      name: 'returns',
      labels: { ...AMBIENT, 'istio.io/use-waypoint': 'waypoint' },
    },
  ],
  'eu-2': [
    { name: 'istio-edge', labels: IN_MESH },
    { name: 'accounts', labels: IN_MESH },
    { name: 'archive', labels: { 'istio.io/rev': '1-27-3' } },
    { name: 'ledger', labels: { 'istio.io/rev': '1-29-4' } },
    // A tag that nobody has made.
    { name: 'trials', labels: { 'istio.io/rev': 'canary' } },
  ],
};
