import {
  GATEWAY,
  named,
  readObjects as read,
  TREE,
} from '../__testUtils__/memoryForge';

describe('definitionsIn', () => {
  it.each([
    ['a Secret', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n'],
    [
      'a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\n',
    ],
    ['another kind', 'apiVersion: x/v1\nkind: Y\nmetadata: {name: s}\n'],
    ['no object', '- 1\n- 2\n'],
    ['an object whose name is none', named('Gateway', 'x'.repeat(300))],
    ['an object without a name', 'apiVersion: v1\nkind: Service\n'],
  ])('does not take %s', async (_, text) => {
    const { objects, unverified } = await read({
      ...TREE,
      'clusters/eu-1/shop/cart.yaml': text,
    });
    expect(objects.join()).not.toContain('cart.yaml');
    expect(unverified).toEqual([]);
  });

  it('reads the members of a List', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${GATEWAY.replaceAll(
      '\n',
      '\n  ',
    ).trimEnd()}\n`;
    const { objects } = await read({
      ...TREE,
      'clusters/eu-1/shop/cart.yaml': list,
    });
    expect(objects).toContain('clusters/eu-1/shop/cart.yaml: Gateway pay/web');
  });

  it.each([
    ['placeholders', named('Gateway', "'${NAME}'")],
    ['no namespace', named('Gateway', 'web')],
  ])('says that objects with %s were left out', async (_, text) => {
    const { objects, unverified } = await read({
      ...TREE,
      'clusters/eu-1/pay/web.yaml': text,
    });
    expect(objects.join()).not.toContain('pay/web.yaml');
    expect(unverified[0]).toContain(
      'clusters/eu-1/pay/web.yaml (objects with placeholders, or without a namespace)',
    );
  });

  it('expands few aliases', async () => {
    const { objects, unverified } = await read({
      ...TREE,
      'clusters/eu-1/pay/web.yaml': `${GATEWAY}a: &a [1]\nb: [${'*a, '.repeat(
        30,
      )}]\n`,
    });
    expect(objects.join()).not.toContain('pay/web.yaml');
    expect(unverified[0]).toContain('pay/web.yaml (Excessive alias count');
  });
});
