import type { JsonObject } from '@backstage/types';
import {
  clusterIn,
  FakeIstioApi,
  forbidden,
  nothingFound,
} from '../../src/formFields/__testUtils__/FakeIstioApi';
import { FakeScaffolder } from '../../src/formFields/__testUtils__/FakeScaffolder';
import type { FormScenario } from './FormScenario';

const field = (name: string, title: string, type = 'object'): JsonObject => ({
  title,
  type,
  'ui:field': name,
});

const pickers: JsonObject = {
  title: 'Choices',
  properties: {
    workload: field('IstioWorkloadField', 'Who calls'),
    gateway: field('IstioGatewayField', 'Gateway'),
    issuer: field('IstioIssuerField', 'Issuer'),
    revision: field('IstioRevisionField', 'Revision', 'string'),
  },
};

const places: JsonObject = {
  title: 'Place',
  properties: {
    cluster: field('IstioClusterField', 'Cluster', 'string'),
    place: field('IstioNamespaceField', 'Namespace'),
  },
};

const host: JsonObject = {
  title: 'Host',
  properties: { host: field('IstioHostField', 'Host', 'string') },
};

const chosen = (cluster: string): JsonObject => ({
  workload: {
    cluster,
    namespace: 'shop',
    workload: 'cart',
    labels: { app: 'cart' },
  },
  gateway: {
    namespace: 'istio-egress',
    selector: { istio: 'egressgateway' },
    serviceAccount: 'istio-egressgateway',
  },
  issuer: { group: 'cert-manager.io', kind: 'Issuer', name: 'vault' },
  revision: 'old',
});

const target: JsonObject = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: 'cart',
  port: 8080,
};

function scenario(
  name: string,
  step: JsonObject,
  formData: JsonObject,
  set: (api: FakeIstioApi) => void = () => {},
): FormScenario {
  const api = new FakeIstioApi();
  set(api);
  return { name, step, formData, api, scaffolder: new FakeScaffolder() };
}

/** The fields that choose from live data, in every state. */
export const PICKER_SCENARIOS: readonly FormScenario[] = [
  scenario('pickers-live', pickers, chosen('eu-1')),
  scenario('pickers-wrong', pickers, {
    workload: {
      cluster: 'eu-1',
      namespace: 'shop',
      workload: 'basket',
      labels: { app: 'basket' },
    },
    gateway: { namespace: 'istio-ingress', selector: { istio: 'gone' } },
    issuer: { group: 'cert-manager.io', kind: 'Issuer', name: 'acme' },
    revision: 'canary',
  }),
  scenario('pickers-unreachable', pickers, chosen('ap-1')),
  scenario('pickers-forbidden', pickers, chosen('eu-1'), api => {
    api.clusters = forbidden('denied');
  }),
  scenario('places-live', places, {
    cluster: 'eu-1',
    place: { cluster: 'eu-1', namespace: 'payments' },
  }),
  scenario(
    'places-refused',
    places,
    { cluster: 'eu-1', place: { cluster: 'eu-1', namespace: 'payments' } },
    api => {
      api.clusters = [clusterIn('eu-1', 'forbidden')];
    },
  ),
  scenario('host-free', host, { target, host: 'cart.shop.example.com' }),
  scenario('host-taken', host, { target, host: 'shop.example.com' }, api => {
    api.validations['*'] = {
      ...nothingFound,
      findings: [
        {
          code: 'IST0145',
          severity: 'error',
          cause:
            'Host shop.example.com is served by Gateway shop/storefront-gateway in eu-1 since 2025-03-11.',
          fix: 'Use another host.',
          suggestions: [
            {
              title: 'Add a path on the Gateway that is there',
              detail: 'No new Gateway, no new certificate.',
            },
            {
              title: 'Use cart.shop.example.com',
              detail: 'It is free in eu-1 and inside your zone.',
              value: { field: 'host', value: 'cart.shop.example.com' },
            },
          ],
        },
      ],
    };
  }),
];
