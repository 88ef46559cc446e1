import { FLEET_SCENARIOS } from '../fleet/fleetScenarios';
import { FORM_SCENARIOS } from '../forms/formScenarios';
import { SCENARIOS } from '../scenarios/scenarios';

/** One picture to take. */
export interface Picture {
  name: string;
  /** Path in the mock app. */
  path: string;
  /** What is cut out of the page. */
  part: 'card' | 'tab' | 'fleet' | 'drawer' | 'form' | 'page';
  /** The skeleton is what is looked at. */
  loading?: boolean;
  /** Name of a button to press, or of a row to point at, first. */
  press?: string;
  point?: string;
  /** Only at the wide size. */
  wideOnly?: boolean;
}

const LOADING = new Set(['basket', 'invoices']);
const VIEWS = ['workloads', 'security', 'certificates', 'routing', 'changes'];

function entityPath(name: string): string {
  return `/catalog/default/component/${name}`;
}

const cards = SCENARIOS.map(
  ({ name }): Picture => ({
    name: `card-${name}`,
    path: entityPath(name),
    part: 'card',
    loading: LOADING.has(name),
  }),
);

const views = VIEWS.map(
  (view): Picture => ({
    name: `tab-${view}`,
    path: `${entityPath('checkout')}/mesh/${view}`,
    part: 'tab',
  }),
);

const states = SCENARIOS.filter(({ name }) => name !== 'checkout').map(
  ({ name }): Picture => ({
    name: `tab-state-${name}`,
    // Closed, so that the state is what is looked at.
    path: `${entityPath(name)}/mesh${
      name === 'newsletter' ? '/certificates' : '/workloads'
    }?open=none`,
    part: 'tab',
    loading: LOADING.has(name),
  }),
);

const FLEET_VIEWS = [
  'overview',
  'workloads',
  'security',
  'certificates',
  'traffic',
  'control-planes',
  'findings',
];

const fleetViews = FLEET_VIEWS.map(
  (view): Picture => ({
    name: `mesh-${view}`,
    path: `/istio/${view}`,
    part: 'fleet',
  }),
);

/** Rows whose drawers show each kind of fact, as their addresses name them. */
const FLEET_ROWS: Record<string, string> = {
  workload: 'workloads?row=workloads eu-1 Deployment shop/recommend',
  readiness: 'security?row=strict-readiness eu-2 namespace shop',
  certificate:
    'certificates?row=certificates eu-1 Certificate istio-system/shop-example-com',
  egress: 'traffic?row=egress eu-1 api.pay.example.net:80 shop/pay',
  'control-plane':
    'control-planes?row=control-planes eu-2 Deployment istio-system/istiod-1-28-6',
};

const fleetDrawers = Object.entries(FLEET_ROWS).map(
  ([name, path]): Picture => ({
    name: `mesh-drawer-${name}`,
    path: `/istio/${path}`,
    part: 'drawer',
    wideOnly: name !== 'workload',
  }),
);

const fleetStates = FLEET_SCENARIOS.filter(
  ({ name }) => name !== 'partial',
).map(
  ({ name }): Picture => ({
    name: `mesh-state-${name}`,
    path: `/istio/${name === 'many' ? 'workloads' : 'overview'}?fleet=${name}`,
    part: 'fleet',
    loading: name === 'loading',
    wideOnly: true,
  }),
);

const forms = FORM_SCENARIOS.map(
  ({ name }): Picture => ({
    name: `form-${name}`,
    path: `/forms?form=${name}`,
    part: 'form',
    loading: name === 'preview-building',
    // The second run of this one finds another repository.
    press: name === 'preview-moved' ? 'Build again' : undefined,
  }),
);

/** Card, tab, mesh page and form pages in every state. */
export const PICTURES: readonly Picture[] = [
  {
    name: 'overview',
    path: entityPath('checkout'),
    part: 'page',
    wideOnly: true,
  },
  ...cards,
  {
    name: 'card-clusters',
    path: entityPath('catalog-api'),
    part: 'card',
    press: '7 of 8 clusters',
  },
  {
    name: 'card-menu',
    path: entityPath('cart'),
    part: 'page',
    press: 'More',
    wideOnly: true,
  },
  {
    name: 'card-why',
    path: entityPath('checkout'),
    part: 'page',
    point: 'mTLS',
    wideOnly: true,
  },
  ...views,
  {
    name: 'tab-security-drawer',
    path: `${entityPath(
      'checkout',
    )}/mesh/security?drawer=eu-2/shop/checkout:8080`,
    part: 'page',
    wideOnly: true,
  },
  ...states,
  ...fleetViews,
  ...fleetDrawers,
  ...fleetStates,
  ...forms,
];
