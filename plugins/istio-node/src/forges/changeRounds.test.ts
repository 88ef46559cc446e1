import { changeBranch } from '../change/changeIdentity';
import { beginningOf, isOfSameChange } from './changeRounds';

const identity = {
  template: 'template:default/expose-service',
  entityRef: 'component:default/cart',
  intent: 'eu-1-ingress-cart',
};

it.each([
  ['a word', identity.intent],
  ['a number', 'eu-1-ingress-cart-2'],
])(
  'knows every try of a change by any other, named with %s at the end',
  (_, intent) => {
    const branches = [1, 2, 3, 10].map(round =>
      changeBranch({ ...identity, intent }, round),
    );
    for (const branch of branches) {
      for (const other of branches) {
        expect(other.startsWith(beginningOf(branch))).toBe(true);
        expect(isOfSameChange(branch, other)).toBe(true);
      }
      expect(isOfSameChange(branch, `${branches[0]}-admin`)).toBe(false);
      expect(isOfSameChange(branch, 'main')).toBe(false);
    }
  },
);
