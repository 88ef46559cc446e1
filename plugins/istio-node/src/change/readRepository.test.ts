import {
  askRepository as ask,
  GATEWAY,
  listing,
  memoryForge as memory,
  readObjects as read,
  TREE,
} from '../__testUtils__/memoryForge';

describe('readRepository', () => {
  it('reads what the kustomizations bring together, by folder', async () => {
    const { forge, asked } = memory(TREE);
    const { objects, unverified } = await ask(forge);
    expect(unverified).toEqual([]);
    // Those of the namespace of the change come first.
    expect(objects.map(({ path }) => path)).toEqual([
      'clusters/eu-1/shop/cart.yaml',
      'clusters/eu-1/pay/web.yaml',
      'clusters/eu-1/all.yaml',
    ]);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.flat()).size).toBe(asked.flat().length);
  });

  it('keeps what a file says of an object, and no state', async () => {
    const { objects } = await ask(memory(TREE).forge);
    expect(objects[1].object).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'web', namespace: 'pay' },
      spec: { selector: { istio: 'ingressgateway' } },
    });
  });

  it.each([
    '../../secrets/x.yaml',
    '../../us-1/shop',
    'https://example.com/x.yaml',
    'github.com/org/repo//base?ref=v1',
    '/etc/passwd',
    '.git/config.yaml',
  ])('reads nothing outside: %s', async item => {
    const { forge, asked } = memory({
      ...TREE,
      'clusters/eu-1/pay/kustomization.yaml': listing(item),
    });
    const { unverified } = await ask(forge);
    expect(unverified[0]).toContain(
      `${item} of clusters/eu-1/pay (it is outside)`,
    );
    expect(asked.flat().every(path => path.startsWith('clusters/eu-1/'))).toBe(
      true,
    );
    expect(asked.flat().join()).not.toContain('.git/');
  });

  it('says what a kustomization lists that is not there', async () => {
    const { unverified } = await read({
      ...TREE,
      'clusters/eu-1/kustomization.yaml': listing('pay', 'gone', 'gone.yaml'),
    });
    expect(unverified).toEqual([
      'Files of the repository that were not looked at: clusters/eu-1/gone (it has no kustomization.yaml), clusters/eu-1/gone.yaml (there is no such file)',
    ]);
  });

  it('says nothing of the folder of a namespace that is new', async () => {
    const { unverified } = await read(TREE, { namespaces: ['fresh'] });
    expect(unverified).toEqual([]);
  });

  it('reads the folders of the change in a layout by application', async () => {
    const { objects } = await read(
      {
        'tenants/shop/eu-1/kustomization.yaml': listing('cart.yaml'),
        'tenants/shop/eu-1/cart.yaml': GATEWAY,
      },
      {
        layout: { cluster: 'eu-1', path: 'tenants/{namespace}/{cluster}' },
        allowedFolders: ['tenants'],
      },
    );
    expect(objects).toEqual(['tenants/shop/eu-1/cart.yaml: Gateway pay/web']);
  });

  it('asks nothing of a forge that takes a call a file, and says so', async () => {
    const { forge, asked } = memory(TREE, { type: 'something-new' });
    expect(await ask(forge)).toEqual({
      objects: [],
      unverified: [
        'Other files of platform/gitops were not looked at: its forge may take a call for each',
      ],
    });
    expect(asked).toEqual([]);
  });
});
