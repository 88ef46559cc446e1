import * as fc from 'fast-check';
import { assertBranchName } from './branchName';
import { changeBranch, changeId } from './changeIdentity';

const identity = {
  template: 'template:default/expose-service',
  entityRef: 'component:default/cart',
  intent: 'eu-1-ingress-cart',
};

describe('changeId', () => {
  it('is short where names are usual', () => {
    expect(changeId(identity)).toBe('expose-service/cart/eu-1-ingress-cart');
    expect(changeId({ ...identity, template: 'expose-service' })).toBe(
      changeId(identity),
    );
    expect(changeBranch(identity)).toBe(
      'meshwright/expose-service/cart/eu-1-ingress-cart',
    );
    expect(changeBranch(identity, 3)).toBe(
      'meshwright/expose-service/cart/eu-1-ingress-cart-3',
    );
  });

  it('has a place for a change that is for no entity', () => {
    expect(changeId({ ...identity, entityRef: undefined })).toBe(
      'expose-service/mesh/eu-1-ingress-cart',
    );
  });

  it.each([
    [
      { entityRef: 'api:default/cart' },
      { entityRef: 'component:default/cart' },
    ],
    [{ entityRef: 'component:a/b-c' }, { entityRef: 'component:a-b/c' }],
    [{ intent: 'a/b' }, { intent: 'a-b' }],
    [{ intent: 'a b' }, { intent: 'a/b' }],
    [{ intent: `${'x'.repeat(80)}1` }, { intent: `${'x'.repeat(80)}2` }],
    [{ template: 'template:default/x' }, { template: 'template:other/x' }],
  ])('tells %j from %j', (a, b) => {
    expect(changeId({ ...identity, ...a })).not.toBe(
      changeId({ ...identity, ...b }),
    );
  });

  it('always gives a branch that git takes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (intent, name) => {
        const entityRef = `component:default/${
          name.replace(/[:/]/g, '') || 'x'
        }`;
        const branch = changeBranch({ ...identity, intent, entityRef }, 7);
        expect(() => assertBranchName(branch)).not.toThrow();
      }),
    );
  });
});
