import {
  askRepository as ask,
  listing,
  memoryForge as memory,
  named,
  readObjects as read,
  TREE,
} from '../__testUtils__/memoryForge';
import { kustomizationTree } from './kustomizationTree';
import { ParsedTexts } from './ParsedTexts';

describe('kustomizationTree', () => {
  it('puts objects where the outermost kustomization says', async () => {
    const { objects } = await read({
      'clusters/eu-1/kustomization.yaml': listing('pay'),
      'clusters/eu-1/pay/kustomization.yaml': `namespace: pay\n${listing(
        'a.yaml',
        'deep',
      )}`,
      'clusters/eu-1/pay/a.yaml': named('Gateway', 'a'),
      'clusters/eu-1/pay/deep/kustomization.yaml': `namespace: other\n${listing(
        'b.yaml',
      )}`,
      'clusters/eu-1/pay/deep/b.yaml': named('VirtualService', 'b'),
    });
    expect(objects).toEqual([
      'clusters/eu-1/pay/a.yaml: Gateway pay/a',
      'clusters/eu-1/pay/deep/b.yaml: VirtualService pay/b',
    ]);
  });

  it.each([
    ['patches', 'patches: [{path: p.yaml}]\n'],
    ['namePrefix', 'namePrefix: eu-\n'],
    ['commonLabels', 'commonLabels: {a: b}\n'],
    ['components', 'components: [../x]\n'],
    ['an unreadable text', 'a: [\n'],
    ['a namespace whose name is none', `namespace: ${'n'.repeat(301)}\n`],
    ['a namespace whose name is none', "namespace: '${TEAM}'\n"],
    ['a namespace whose name is none', 'namespace: [pay]\n'],
  ])('leaves a folder out whose kustomization has %s', async (word, text) => {
    const odd = {
      ...TREE,
      'clusters/eu-1/pay/kustomization.yaml': `${listing('web.yaml')}${text}`,
    };
    const { objects, unverified } = await read(odd);
    expect(objects.join()).not.toContain('pay/web.yaml');
    expect(unverified).toEqual([
      `Files of the repository that were not looked at: clusters/eu-1/pay (its kustomization has ${word}, so that its files are not what is applied)`,
    ]);
  });

  it('takes no file below a kustomization that changes them', async () => {
    const { objects } = await read({
      ...TREE,
      'clusters/eu-1/kustomization.yaml': `${listing('shop')}nameSuffix: -x\n`,
    });
    expect(objects).toEqual([]);
  });

  it('takes a base into each namespace', async () => {
    const { objects, unverified } = await read({
      'clusters/eu-1/kustomization.yaml': listing('one', 'two'),
      'clusters/eu-1/one/kustomization.yaml': `namespace: one\n${listing(
        '../base',
      )}`,
      'clusters/eu-1/two/kustomization.yaml': `namespace: two\n${listing(
        '../base',
      )}`,
      'clusters/eu-1/base/kustomization.yaml': listing('a.yaml', 'n.yaml'),
      'clusters/eu-1/base/a.yaml': named('Gateway', 'a'),
      'clusters/eu-1/base/n.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n',
    });
    expect(objects).toEqual([
      'clusters/eu-1/base/a.yaml: Gateway one/a',
      'clusters/eu-1/base/n.yaml: Namespace -/n',
      'clusters/eu-1/base/a.yaml: Gateway two/a',
    ]);
    expect(unverified).toEqual([]);
  });

  it('applies the folder of a namespace once, where another lists it', async () => {
    const { objects } = await read({
      ...TREE,
      'clusters/eu-1/kustomization.yaml': `namespace: all\n${listing('shop')}`,
    });
    expect(objects).toEqual(['clusters/eu-1/shop/cart.yaml: Gateway all/web']);
  });

  it('says which folders are too deep to be looked at', () => {
    const texts = new Map<string, string>();
    let folder = 'c';
    for (let i = 0; i < 14; i += 1) {
      texts.set(`${folder}/kustomization.yaml`, listing('d'));
      folder += '/d';
    }
    const { missing, unread } = kustomizationTree(['c'], texts, ['c'], {
      parsed: new ParsedTexts(),
      isLate: () => false,
    });
    expect(missing).toEqual([]);
    expect(unread).toEqual([
      `c${'/d'.repeat(13)} (it is too many folders deep)`,
    ]);
  });

  it('parses nothing more when it is late', () => {
    const texts = new Map(Object.entries(TREE));
    const parsed = new ParsedTexts();
    const documents = jest.spyOn(parsed, 'documents');
    const walk = (late: number) => {
      documents.mockClear();
      const isLate = () => documents.mock.calls.length >= late;
      const roots = ['clusters/eu-1'];
      return kustomizationTree(roots, texts, roots, { parsed, isLate });
    };
    expect(walk(99).missing).toEqual([]);
    expect(walk(99).objects).toHaveLength(3);
    const { missing, objects } = walk(3);
    expect([missing.length > 0, objects]).toEqual([true, [expect.anything()]]);
    expect(documents).toHaveBeenCalledTimes(3);
  });

  it('walks no text over and over', () => {
    const space = `# ${'x'.repeat(200_000)}\n`;
    const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const texts = new Map([
      ['c/kustomization.yaml', listing(...names)],
      ['c/base/kustomization.yaml', listing('a.yaml')],
      ['c/base/a.yaml', `${named('Gateway', 'a')}${space}`],
      ...names.map((name): [string, string] => [
        `c/${name}/kustomization.yaml`,
        `namespace: ${name}\n${listing('../base')}`,
      ]),
    ]);
    const { objects, unread } = kustomizationTree(['c'], texts, ['c'], {
      parsed: new ParsedTexts(),
      isLate: () => false,
    });
    expect(objects).toHaveLength(41);
    expect(unread).toContain(
      'c/base/a.yaml (there is too much text before it)',
    );
  });

  it('goes round in no circle', async () => {
    const { forge, asked } = memory({
      ...TREE,
      'clusters/eu-1/pay/kustomization.yaml': listing('../shop', '../pay'),
      'clusters/eu-1/shop/kustomization.yaml': listing('../pay', 'cart.yaml'),
    });
    const { objects } = await ask(forge);
    expect(objects.map(({ path }) => path)).toContain(
      'clusters/eu-1/shop/cart.yaml',
    );
    expect(asked.length).toBeLessThan(5);
  });
});
