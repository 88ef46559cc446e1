import '@testing-library/jest-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { changePreview } from '../__testUtils__/changePreview';
import { ObjectsPanel } from './ObjectsPanel';

describe('ObjectsPanel', () => {
  it('lists every object with its file and what becomes of it', async () => {
    const preview = changePreview({
      objects: [
        {
          ...{ kind: 'ServiceEntry', namespace: 'shop', name: 'partner' },
          ...{ path: 'clusters/eu-1/shop/partner-egress.yaml' },
          change: 'create',
        },
        {
          ...{ kind: 'ClusterIssuer', name: 'mesh-ca', path: 'issuer.yaml' },
          change: 'unchanged',
        },
      ],
    });
    await renderInTestApp(<ObjectsPanel preview={preview} />);
    const items = await screen.findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'ServiceEntry shop/partner · newclusters/eu-1/shop/partner-egress.yaml',
      'ClusterIssuer mesh-ca · unchangedissuer.yaml',
    ]);
  });

  it('shows nothing where nobody tells the objects', async () => {
    await renderInTestApp(<ObjectsPanel preview={changePreview()} />);
    expect(screen.queryByRole('list')).toBeNull();
  });
});
