import fc from 'fast-check';
import { multipart } from './multipart';

async function read({ contentType, bytes }: ReturnType<typeof multipart>) {
  const headers = { 'content-type': contentType };
  return new Response(bytes, { headers }).formData();
}

describe('multipart', () => {
  it('keeps every byte of a file, and its path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async content => {
        const form = await read(
          multipart([
            { name: 'message', content: 'one\n\ntwo\n' },
            { name: '/a/"b".yaml', content, fileName: '"b".yaml' },
          ]),
        );
        const sent = form.get('/a/"b".yaml');
        if (!(sent instanceof Blob)) throw new Error('it is no file');
        expect(Buffer.from(await sent.arrayBuffer())).toEqual(
          Buffer.from(content, 'utf8'),
        );
        expect(form.get('message')).toBe('one\n\ntwo\n');
      }),
    );
  });

  it('lets no name add a field', async () => {
    const name =
      'a"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="c';
    const form = await read(multipart([{ name, content: '' }]));
    expect([...form.keys()]).toHaveLength(1);
  });
});
