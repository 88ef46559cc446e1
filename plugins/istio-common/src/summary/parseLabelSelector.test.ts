import { selectorMatches } from '../model/selectorMatches';
import { parseLabelSelector } from './parseLabelSelector';

const LABELS = { app: 'cart', tier: 'web', empty: '' };

describe('parseLabelSelector', () => {
  it.each([
    ['app=cart', true],
    ['app==cart', true],
    ['app = cart', true],
    ['app=cart,tier=web', true],
    ['app=cart,tier=api', false],
    ['app!=cart', false],
    ['other!=x', true],
    ['tier in (web, api)', true],
    ['tier notin (web,api)', false],
    ['other notin (web)', true],
    ['app', true],
    ['!app', false],
    ['!other', true],
    ['empty=', true],
    ['app=cart,tier in (api,web),!other', true],
  ])('%s', (text, matches) => {
    const selector = parseLabelSelector(text);
    expect(selector).toBeDefined();
    expect(selectorMatches(selector, LABELS)).toBe(matches);
  });

  it.each(['', ' , ', 'app=cart=x', 'a b', 'in (x)', 'tier in web'])(
    'cannot read "%s", and so never selects everything by mistake',
    text => {
      expect(parseLabelSelector(text)).toBeUndefined();
    },
  );
});
