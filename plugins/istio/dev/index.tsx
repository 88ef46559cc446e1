import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import CardsIcon from '@material-ui/icons/ViewModule';
import istioPlugin from '../src';
import { istioApiRef } from '../src/api/IstioApi';
import { clockApiRef } from '../src/clock/clockApiRef';
import { entities } from './entities';
import { fleetOfAddress } from './fleet/fleetOfAddress';
import { MockIstioApi } from './MockIstioApi';
import { NOW } from './moment';
import { SCENARIOS } from './scenarios/scenarios';

const mockIstio = istioPlugin.withOverrides({
  extensions: [
    istioPlugin.getExtension('api:istio').override({
      params: defineParams =>
        defineParams({
          api: istioApiRef,
          deps: {},
          factory: () => new MockIstioApi(SCENARIOS, fleetOfAddress),
        }),
    }),
    ApiBlueprint.make({
      name: 'clock',
      params: defineParams =>
        defineParams({
          api: clockApiRef,
          deps: {},
          factory: () => ({ now: () => NOW }),
        }),
    }),
    PageBlueprint.make({
      name: 'gallery',
      params: {
        path: '/gallery',
        title: 'Card states',
        icon: <CardsIcon />,
        loader: async () => {
          const { Gallery } = await import('./Gallery');
          return <Gallery />;
        },
      },
    }),
  ],
});

const mockCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

createDevApp({ features: [catalogPlugin, mockCatalog, mockIstio] });
