import {
  askRepository as ask,
  GATEWAY,
  listing,
  memoryForge as memory,
  named,
  TREE,
} from '../__testUtils__/memoryForge';

describe('what readRepository hands on', () => {
  it('hands on no more objects than are taken', async () => {
    const many = Array.from(
      { length: 700 },
      (_, i) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: n${i}}\n`,
    );
    const { objects, unverified } = await ask(
      memory({ ...TREE, 'clusters/eu-1/all.yaml': many.join('---\n') }).forge,
    );
    expect(objects).toHaveLength(502);
    expect(unverified[0]).toContain('200 objects (too many)');
  });

  it('counts bytes, as the backend does', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        GATEWAY.replace('name: web', `name: g${i}`).replace(
          'ingressgateway',
          '語'.repeat(100_000),
        ),
      ]),
    );
    const { objects, unverified } = await ask(
      memory({
        ...TREE,
        ...files,
        'clusters/eu-1/pay/kustomization.yaml': listing(
          ...Object.keys(files).map(path => path.slice(18)),
        ),
      }).forge,
    );
    expect(Buffer.byteLength(JSON.stringify(objects))).toBeLessThan(
      1.1 * 1024 * 1024,
    );
    expect(objects.length).toBeGreaterThan(2);
    expect(unverified[0]).toContain('objects (too many)');
  });

  it('hands on no more than is taken, and says so', async () => {
    const long = `a`.repeat(200_000);
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        `clusters/eu-1/pay/f${i}.yaml`,
        named('Gateway', `g${i}`).replace(
          'spec: {}',
          `spec: {selector: {app: ${long}}}`,
        ),
      ]),
    );
    const { objects, unverified } = await ask(
      memory({
        ...TREE,
        ...files,
        'clusters/eu-1/pay/kustomization.yaml': `namespace: pay\n${listing(
          ...Object.keys(files).map(path => path.slice(18)),
        )}`,
      }).forge,
    );
    expect(JSON.stringify(objects).length).toBeLessThan(1.1 * 1024 * 1024);
    expect(unverified[0]).toContain('objects (too many)');
    expect(objects[0].path).toBe('clusters/eu-1/shop/cart.yaml');
  });
});
