import { screen } from '@testing-library/react';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { MockIstioApi } from '../dev/MockIstioApi';
import { SCENARIOS } from '../dev/scenarios/scenarios';
import { istioApiRef } from './api/IstioApi';
import plugin from './index';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'cart', namespace: 'default' },
};

describe('istioPlugin', () => {
  it('shows the card on the page of an entity', async () => {
    renderTestApp({
      apis: [[istioApiRef, new MockIstioApi(SCENARIOS)]],
      extensions: [
        createTestEntityPage({ entity }),
        plugin.getExtension('entity-card:istio/mesh'),
      ],
    });
    expect(await screen.findByText('cart · nothing to do')).toBeVisible();
  });

  it('offers the tab in the group operation', () => {
    const tab = createExtensionTester(
      plugin.getExtension('entity-content:istio/mesh'),
    );
    expect(tab.get(coreExtensionData.routePath)).toBe('/mesh');
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe(
      'Mesh & certificates',
    );
    expect(tab.get(EntityContentBlueprint.dataRefs.group)).toBe('operation');
  });
});
