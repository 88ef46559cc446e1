import type { Entity } from '@backstage/catalog-model';
import { exposeTemplate } from '../src/formFields/__testUtils__/FakeScaffolder';
import { SCENARIOS } from './scenarios/scenarios';

const apiVersion = 'backstage.io/v1alpha1';

const owners: Entity[] = [
  {
    apiVersion,
    kind: 'Group',
    metadata: { name: 'team-shop', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion,
    kind: 'System',
    metadata: { name: 'shop', namespace: 'default' },
    spec: { owner: 'group:default/team-shop' },
  },
];

const components = SCENARIOS.map(
  ({ name, remark }): Entity => ({
    apiVersion,
    kind: 'Component',
    metadata: { name, namespace: 'default', description: remark },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/team-shop',
      system: 'shop',
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/team-shop' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  }),
);

/** One component for each scenario, and what they belong to. */
export const entities: Entity[] = [...owners, ...components, exposeTemplate];
