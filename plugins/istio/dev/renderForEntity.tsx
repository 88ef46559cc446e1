import type { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { NOW } from './moment';
import { MockIstioApi } from './MockIstioApi';
import { SCENARIOS } from './scenarios/scenarios';
import { istioApiRef, type IstioApi } from '../src/api/IstioApi';
import { clockApiRef } from '../src/clock/clockApiRef';

interface RenderOptions {
  api?: IstioApi;
  /** Where the element stands; the page of the entity by default. */
  path?: string;
}

/** Renders what belongs on the page of an entity, at the moment of the scenarios. */
export function renderForEntity(
  element: JSX.Element,
  name: string,
  options: RenderOptions = {},
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
  };
  const api = options.api ?? new MockIstioApi(SCENARIOS);
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      apis: [
        [istioApiRef, api],
        [clockApiRef, { now: () => NOW }],
      ],
      mountPath: '/catalog/:namespace/:kind/:name/mesh/*',
      initialRouteEntries: [
        options.path ?? `/catalog/default/component/${name}/mesh`,
      ],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name':
          convertLegacyRouteRef(entityRouteRef),
      },
    },
  );
}
