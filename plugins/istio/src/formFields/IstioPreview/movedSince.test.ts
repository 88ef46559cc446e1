import { changePreview, previewFile } from '../__testUtils__/changePreview';
import { movedSince } from './movedSince';

const shop = previewFile({ path: 'shop/kustomization.yaml', before: 'a: 1\n' });
const cart = previewFile({ path: 'shop/cart.yaml' });
const before = changePreview({
  previewId: 'one',
  base: { branch: 'main', commit: '1111111aaaa' },
  files: [shop, cart],
});

describe('movedSince', () => {
  it('says nothing where the change would be the same', () => {
    const base = { branch: 'main', commit: '2222222bbbb' };
    expect(movedSince(before, { ...before, base })).toBeUndefined();
  });

  it('names the files that come out otherwise, are there anew, or are gone', () => {
    const now = changePreview({
      previewId: 'two',
      base: { branch: 'main', commit: '2222222bbbb' },
      files: [
        { ...shop, before: 'a: 2\n' },
        previewFile({ path: 'shop/new.yaml' }),
      ],
    });
    expect(movedSince(before, now)).toEqual({
      from: '1111111aaaa',
      to: '2222222bbbb',
      paths: ['shop/kustomization.yaml', 'shop/new.yaml', 'shop/cart.yaml'],
    });
  });

  it('knows only that it moved, of a preview that nobody kept', () => {
    expect(movedSince({ previewId: 'zero' }, before)).toEqual({
      to: '1111111aaaa',
    });
  });
});
