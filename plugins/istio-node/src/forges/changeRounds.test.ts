import { changeBranch } from '../change/changeIdentity';
import { beginningOf, isOfSameChange } from './changeRounds';

const identity = {
  template: 'template:default/expose-service',
  entityRef: 'component:default/cart',
  intent: 'eu-1-ingress-cart',
};

it('knows every try of a change by any other', () => {
  const branches = [1, 2, 3, 10].map(round => changeBranch(identity, round));
  for (const branch of branches) {
    for (const other of branches) {
      expect(other.startsWith(beginningOf(branch))).toBe(true);
      expect(isOfSameChange(branch, other)).toBe(true);
    }
    expect(isOfSameChange(branch, `${branches[0]}-admin`)).toBe(false);
    expect(isOfSameChange(branch, 'main')).toBe(false);
  }
});
