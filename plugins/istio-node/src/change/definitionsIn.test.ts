import { parse } from 'yaml';
import {
  GATEWAY,
  named,
  readObjects as read,
  TREE,
} from '../__testUtils__/memoryForge';
import { definitionsIn } from './definitionsIn';

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

  it('reads the claim of a tenant, and of it no more than the claim', async () => {
    const claim = (labels: string, data: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: {${labels}}, annotations: {d: e}}\ndata: {${data}}\n`;
    const label = 'meshwright.dev/tenant-claim: certificates';
    const definitions = (text: string) =>
      definitionsIn('a.yaml', [parse(text)], 'shop').objects;
    expect(definitions(claim(label, 'prefix: acme-, key: secret'))).toEqual([
      {
        path: 'a.yaml',
        object: {
          ...{ apiVersion: 'v1', kind: 'ConfigMap' },
          metadata: {
            ...{ name: 'c', namespace: 'shop' },
            labels: { 'meshwright.dev/tenant-claim': 'certificates' },
            annotations: { d: 'e' },
          },
          data: { prefix: 'acme-' },
        },
      },
    ]);
    expect(definitions(claim('a: b', 'prefix: acme-'))).toEqual([]);
    expect(definitions(claim(label, 'prefix: 1'))).toEqual([]);
    expect(definitions(claim(label, 'key: secret'))).toEqual([]);
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
