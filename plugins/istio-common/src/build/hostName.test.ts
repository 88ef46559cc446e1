import { hostProblem } from './hostName';

describe('hostProblem', () => {
  it.each([
    'cart.shop.example.com',
    'a.b',
    '*.shop.example.com',
    'xn--bcher-kva.example',
    `${'a'.repeat(63)}.example.com`,
  ])('accepts %s', host => {
    expect(hostProblem(host)).toBeUndefined();
  });

  it.each([
    ['', 'not a full host name'],
    ['cart', 'not a full host name'],
    ['*.com', 'not a full host name'],
    ['*', 'not a full host name'],
    ['a.*.com', 'not a DNS label'],
    ['*foo.example.com', 'not a DNS label'],
    ['Cart.example.com', 'not a DNS label'],
    ['cart_1.example.com', 'not a DNS label'],
    ['cart..example.com', 'empty part'],
    ['cart.example.com.', 'empty part'],
    ['shop/cart.example.com', 'namespace or path'],
    ['cart.example.com:443', 'port or scheme'],
    ['https://cart.example.com', 'namespace or path'],
    ['10.0.0.1', 'looks like an address'],
    ['a b.example.com', 'not a DNS label'],
    [`${'a'.repeat(64)}.example.com`, 'not a DNS label'],
    [`${'a.'.repeat(126)}com`, 'characters'],
  ])('refuses %j', (host, words) => {
    expect(hostProblem(host)).toContain(words);
  });
});
