import { SCENARIOS } from '../scenarios/scenarios';

/** One picture to take. */
export interface Picture {
  name: string;
  /** Path in the mock app. */
  path: string;
  /** What is cut out of the page. */
  part: 'card' | 'tab' | 'page';
  /** The skeleton is what is looked at. */
  loading?: boolean;
  /** Text of a button to press, or of a row to point at, first. */
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

/** Card and tab in every state. */
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
];
