import type { Entity } from '@backstage/catalog-model';
import { workload } from './__testUtils__/facts';
import { EntityDirectory } from './EntityDirectory';

function entity(name: string, selector: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'backstage.io/kubernetes-label-selector': selector },
    },
  };
}

describe('EntityDirectory', () => {
  it.each([
    ['app=cart'],
    ['app == cart'],
    ['tier!=db,app=cart'],
    ['app in (cart, x)'],
    ['app in (x, tier=db, cart)'],
    ['app'],
    ['!other'],
    ['app=cart,tier=web'],
  ])('finds the entity of %s', selector => {
    const directory = EntityDirectory.of([
      entity('cart', selector),
      entity('other', 'app=other'),
      entity('neither', 'app=cart,tier=db'),
    ]);
    const labels = { app: 'cart', tier: 'web' };
    const found = directory.find({ ...workload('cart'), labels });
    expect(found.map(one => one.entityRef)).toEqual(['component:default/cart']);
  });

  it('looks only at entities that may be meant', () => {
    const directory = EntityDirectory.of(
      Array.from({ length: 1_000 }, (_, at) => entity(`e${at}`, `app=a${at}`)),
    );
    let reads = 0;
    const counted = {
      ...workload('cart'),
      get labels() {
        reads += 1;
        return { app: 'a7' };
      },
    };
    expect(directory.find(counted)).toHaveLength(1);
    expect(reads).toBeLessThan(10);
  });
});
