import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { MockIstioApi } from '../../dev/MockIstioApi';
import { SCENARIOS } from '../../dev/scenarios/scenarios';
import { istioApiRef } from '../api/IstioApi';
import { EntityMeshCard, EntityMeshContent } from './index';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

async function render(element: JSX.Element, path: string) {
  await renderInTestApp(
    <TestApiProvider apis={[[istioApiRef, new MockIstioApi(SCENARIOS)]]}>
      <EntityProvider entity={entity}>
        <Routes>
          <Route
            path="/catalog/:namespace/:kind/:name/mesh/*"
            element={element}
          />
          <Route path="/" element={element} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('legacy entry', () => {
  it('shows the card, whose rows lead to the default path of the tab', async () => {
    await render(<EntityMeshCard />, '/');
    const row = await screen.findByRole('link', { name: 'mTLS' });
    expect(row).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/mesh/security',
    );
  });

  it('shows the tab', async () => {
    await render(
      <EntityMeshContent />,
      '/catalog/default/component/checkout/mesh/changes',
    );
    expect(await screen.findByText('IST0130')).toBeVisible();
  });
});
