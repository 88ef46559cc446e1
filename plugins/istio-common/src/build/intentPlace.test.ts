import * as fc from 'fast-check';
import { INTENTS } from './intents';
import {
  CHANGE_WORDS,
  definitionsFileName,
  intentChangeName,
} from './intentPlace';

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

  it('knows every intent', () => {
    expect([...CHANGE_WORDS].sort()).toEqual(
      ['remove', ...INTENTS.map(({ name }) => name)].sort(),
    );
  });

  it.each([
    [
      ['mtls', { cluster: 'eu-remove', namespace: 'shop', name: 'a' }, false],
      ['mtls', { cluster: 'eu', namespace: 'shop', name: 'a' }, true],
    ],
    [
      ['mtls', { cluster: 'eu-ingress', namespace: 'shop', name: 'a' }, false],
      ['ingress', { cluster: 'eu', namespace: 'mtls', name: 'shop-a' }, false],
    ],
    [
      ['jwt', { cluster: 'eu-ingress-x', namespace: 'n', name: 'a' }, false],
      ['ingress', { cluster: 'eu', namespace: 'x', name: 'jwt-n-a' }, false],
    ],
  ] as const)('tells %j from %j', (one, other) => {
    const [first, second] = [one, other].map(([kind, place, remove]) =>
      intentChangeName(kind, place, remove),
    );
    expect(first).not.toBe(second);
    // The one that reads as it always did keeps its name.
    expect(second).not.toMatch(/-[0-9a-f]{8}$/);
  });

  it('keeps any two changes two, whatever clusters are called', () => {
    const word = fc.constantFrom('eu', 'a', 'remove', 'ingress', 'mtls');
    const label = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map(words => words.join('-'));
    const change = fc.tuple(
      fc.constantFrom('ingress', 'mtls'),
      fc.record(
        { cluster: label, namespace: label, name: label },
        { requiredKeys: ['cluster', 'name'] },
      ),
      fc.boolean(),
    );
    fc.assert(
      fc.property(change, change, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(intentChangeName(...one)).not.toBe(intentChangeName(...other));
      }),
      { numRuns: 5000 },
    );
  });
});
