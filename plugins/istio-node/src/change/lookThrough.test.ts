import {
  ANNOTATIONS,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { listing, memoryForge, TREE } from '../__testUtils__/memoryForge';
import { readRepository } from './readRepository';

const gateway: ManifestObject = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'web', namespace: 'shop' },
};
const namespace: ManifestObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'pay' },
};

async function look(
  files: Record<string, string>,
  objects = [gateway],
  namespaces = ['shop'],
) {
  const { forge } = memoryForge(files);
  const reading = await readRepository({
    ...{ forge, branch: 'main', namespaces, objects },
    layout: { cluster: 'eu-1' },
    allowedFolders: ['clusters/eu-1'],
  });
  return reading.look;
}

const SHOP = 'clusters/eu-1/shop';

describe('lookThrough', () => {
  it('tells which files of the folders were read, and which hold an object', async () => {
    const files = {
      ...TREE,
      [`${SHOP}/kustomization.yaml`]: listing(
        ...['cart.yaml', './empty.yaml', 'gone.yaml', 'notes.txt', 'deep'],
      ),
      [`${SHOP}/empty.yaml`]: '# to be done\n',
      [`${SHOP}/deep/kustomization.yaml`]: listing('x.yaml'),
      [`${SHOP}/deep/x.yaml`]: TREE[`${SHOP}/cart.yaml`],
    };
    expect(await look(files)).toEqual({
      files: [`${SHOP}/cart.yaml`, `${SHOP}/empty.yaml`],
      holders: [`${SHOP}/cart.yaml`],
      former: [],
    });
  });

  it('looks into the folders of the change only', async () => {
    const pay = ['clusters/eu-1/pay/web.yaml'];
    expect(await look(TREE, [namespace], ['pay'])).toEqual({
      files: pay,
      holders: [],
      former: [],
    });
    expect((await look(TREE)).files).not.toContain(pay[0]);
  });

  it('knows nothing of a folder that the layout does not name', async () => {
    const lost = { ...gateway, metadata: { name: 'web' } };
    expect(await look(TREE, [lost])).toEqual({
      ...{ files: [], holders: [], former: [] },
    });
  });

  it('tells where an earlier run of the same change wrote, in any folder', async () => {
    const own = {
      ...gateway,
      metadata: {
        ...gateway.metadata,
        annotations: { [ANNOTATIONS.change]: 'mine' },
      },
    };
    const text = (change: string, name: string) =>
      `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: ${name}\n  namespace: pay\n  annotations:\n    ${ANNOTATIONS.change}: ${change}\n`;
    const files = {
      ...TREE,
      'clusters/eu-1/pay/kustomization.yaml': listing(
        ...['web.yaml', 'mine.yaml', 'others.yaml', 'broken.yaml'],
      ),
      'clusters/eu-1/pay/mine.yaml': text('mine', 'former'),
      'clusters/eu-1/pay/others.yaml': text('others', 'former'),
      'clusters/eu-1/pay/broken.yaml': `${text('mine', 'x')}: [`,
    };
    expect((await look(files, [own])).former).toEqual([
      'clusters/eu-1/pay/mine.yaml',
    ]);
  });
});
