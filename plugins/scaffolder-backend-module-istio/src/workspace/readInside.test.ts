import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readInside } from './readInside';

describe('readInside', () => {
  const directory = createMockDirectory();
  const outside = createMockDirectory();

  beforeEach(() => {
    directory.setContent({ 'a.yaml': 'a: 1\n', real: { 'b.yaml': 'b: 1\n' } });
    outside.setContent({ 'b.yaml': 'canary\n' });
  });

  it('reads a file below the folder', async () => {
    expect(await readInside(directory.path, 'a.yaml')).toBe('a: 1\n');
  });

  it('refuses what took the place of the file while it was opened', async () => {
    const [real, away] = ['real', 'away'].map(name => directory.resolve(name));
    const told: string[] = [];
    for (let race = 0; race < 100; race++) {
      const reading = readInside(directory.path, 'real/b.yaml');
      // The path was looked at; now it leads elsewhere, maybe before it is opened.
      renameSync(real, away);
      symlinkSync(outside.path, real);
      told.push(await reading.catch(error => String(error)));
      rmSync(real);
      renameSync(away, real);
    }
    expect(told.join()).not.toContain('canary');
    expect(await readInside(directory.path, 'real/b.yaml')).toBe('b: 1\n');
  });

  it.each(['../x', '/etc/passwd', 'real/../../x'])('refuses %s', async path => {
    await expect(readInside(directory.path, path)).rejects.toThrow(
      'not allowed to refer',
    );
  });
});
