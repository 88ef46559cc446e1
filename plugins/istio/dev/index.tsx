import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import FormsIcon from '@material-ui/icons/Assignment';
import CardsIcon from '@material-ui/icons/ViewModule';
import istioPlugin from '../src';
import { istioApiRef } from '../src/api/IstioApi';
import { clockApiRef } from '../src/clock/clockApiRef';
import { entities } from './entities';
import { formOfAddress } from './forms/formScenarios';
import { MockScaffolder } from './forms/MockScaffolder';
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
          factory: () =>
            new MockIstioApi(SCENARIOS, fleetOfAddress, formOfAddress),
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
    ApiBlueprint.make({
      name: 'scaffolder',
      params: defineParams =>
        defineParams({
          api: scaffolderApiRef,
          deps: {},
          factory: () => new MockScaffolder(formOfAddress).api,
        }),
    }),
    PageBlueprint.make({
      name: 'forms',
      params: {
        path: '/forms',
        title: 'Form pages',
        icon: <FormsIcon />,
        loader: async () => {
          const { FormPage } = await import('./forms/FormPage');
          return <FormPage />;
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
