import * as fc from 'fast-check';
import { definitionsFileName, intentChangeName } from './intentPlace';

const cart = { cluster: 'eu-1', namespace: 'shop', name: 'cart' };

describe('the place of an intent', () => {
  it('names its file, within the limits of file systems', () => {
    expect(definitionsFileName('ingress', cart)).toBe('cart-ingress.yaml');
    const [a, b] = ['a', 'b'].map(end =>
      definitionsFileName('certificate', {
        ...cart,
        name: `${'x'.repeat(252)}${end}`,
      }),
    );
    expect(a.length).toBeLessThan(255);
    expect(a).not.toBe(b);
  });

  it('names its change, and the removal as another', () => {
    expect(intentChangeName('ingress', cart)).toBe('eu-1-ingress-shop-cart');
    expect(intentChangeName('ingress', cart, true)).toBe(
      'eu-1-remove-ingress-shop-cart',
    );
    expect(intentChangeName('install', { cluster: 'eu-1', name: 'mesh' })).toBe(
      'eu-1-install-mesh',
    );
  });

  it('keeps two places two changes, however their names are divided', () => {
    const label = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
      .map(words => words.join('-'));
    const place = fc.record(
      { cluster: fc.constant('eu-1'), namespace: label, name: label },
      { requiredKeys: ['cluster', 'name'] },
    );
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one.namespace !== other.namespace || one.name !== other.name);
        expect(intentChangeName('issuer', one)).not.toBe(
          intentChangeName('issuer', other),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
