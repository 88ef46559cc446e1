import { linkifyText } from './linkifyText';

describe('linkifyText', () => {
  const target = { match: 'shop/cart', href: 'https://example.com' };

  it('cuts a sentence at its targets and loses nothing', () => {
    const pieces = linkifyText('from shop/cart in eu-2, PR #4', [
      target,
      { match: 'PR #4' },
    ]);
    expect(pieces.map(piece => piece.text)).toEqual([
      'from ',
      'shop/cart',
      ' in eu-2, ',
      'PR #4',
    ]);
    expect(pieces[1].target).toBe(target);
  });

  it.each([
    'shop/cart-v2',
    'workshop/cart',
    'shop/cart/x',
    'shop/cart.example.com',
  ])('does not take %s for shop/cart', sentence => {
    expect(linkifyText(sentence, [target])).toEqual([{ text: sentence }]);
  });

  it('finds a target at the end of a sentence', () => {
    expect(linkifyText('It is shop/cart.', [target])).toHaveLength(3);
  });

  it('does not take PR #4 for PR #42', () => {
    expect(linkifyText('PR #42 waits', [{ match: 'PR #4' }])).toHaveLength(1);
  });
});
