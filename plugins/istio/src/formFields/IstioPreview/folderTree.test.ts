import type { PreviewFile } from './ChangePreview';
import { folderTree } from './folderTree';

const file = (path: string): PreviewFile => ({
  path,
  change: 'create',
  added: 1,
  removed: 0,
  before: '',
  after: 'a: 1\n',
});

describe('folderTree', () => {
  it('joins folders that hold only a folder, and sorts', () => {
    const [b, a, c] = [
      'x/y/shop/b.yaml',
      'x/y/shop/a.yaml',
      'x/y/edge/c.yaml',
    ].map(file);
    expect(folderTree([b, a, c])).toEqual({
      name: '',
      files: [],
      folders: [
        {
          name: 'x/y',
          files: [],
          folders: [
            { name: 'edge', folders: [], files: [{ name: 'c.yaml', file: c }] },
            {
              name: 'shop',
              folders: [],
              files: [
                { name: 'a.yaml', file: a },
                { name: 'b.yaml', file: b },
              ],
            },
          ],
        },
      ],
    });
  });

  it('keeps a file at the root, and a folder beside a file', () => {
    const [top, deep] = ['top.yaml', 'a/b/deep.yaml'].map(file);
    expect(folderTree([top, deep])).toEqual({
      name: '',
      files: [{ name: 'top.yaml', file: top }],
      folders: [
        {
          name: 'a/b',
          folders: [],
          files: [{ name: 'deep.yaml', file: deep }],
        },
      ],
    });
  });
});
