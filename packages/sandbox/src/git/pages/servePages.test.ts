import http from 'node:http';
import {
  TestForge,
  base64,
  startTestForge,
} from '../__testUtils__/startTestForge';

const HOSTILE = '</td><script>alert(1)</script>';

describe('the pages', () => {
  let forge: TestForge;

  beforeEach(async () => {
    forge = await startTestForge({
      reviewer: 'sam.okafor',
      home: { title: 'Backstage', url: 'http://localhost:3000' },
    });
    await forge.api('POST', '/contents', {
      branch: 'main',
      new_branch: 'topic',
      message: `Add <b>bold</b>`,
      files: [
        { operation: 'create', path: 'a&b.yaml', content: base64(HOSTILE) },
      ],
    });
    await forge.api('POST', '/pulls', {
      head: 'topic',
      base: 'main',
      title: `Expose <i>it</i>`,
      body: '## Why\n\n<!-- hidden -->Because.',
    });
  });

  afterEach(() => forge.close());

  const PULL = '/platform/gitops/pulls/1';

  async function visit(path: string) {
    const response = await fetch(forge.url + path);
    return { response, text: await response.text() };
  }

  /** What a browser would send for a button of the page. */
  async function press(action: string, change: Record<string, string> = {}) {
    const { response, text } = await visit(PULL);
    const value = (name: string) =>
      new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(text)?.[1] ?? '';
    const fields = { csrf: value('csrf'), head: value('head'), ...change };
    const { cookie, origin, ...form } = fields as Record<string, string>;
    return fetch(`${forge.url}${PULL}/${action}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        Cookie:
          cookie ?? response.headers.get('set-cookie')?.split(';')[0] ?? '',
        ...(origin === '' ? {} : { Origin: origin ?? forge.url }),
      },
      body: new URLSearchParams(form),
    });
  }

  const state = async () => (await forge.api('GET', '/pulls/1')).body;

  it('shows a pull request, and nothing in it acts', async () => {
    const { text } = await visit(PULL);
    expect(text).toContain('Expose &lt;i&gt;it&lt;/i&gt;');
    expect(text).toContain('&lt;/td&gt;&lt;script&gt;');
    expect(text).toContain('<code>a&amp;b.yaml</code>');
    expect(text).toContain('<h3>Why</h3>');
    expect(text).not.toContain('hidden -->');
    expect(text).not.toContain('<script');
  });

  it.each(['/', '/platform/gitops', '/platform/gitops/pulls', PULL, '/none'])(
    'serves %s with a policy that allows no script and no frame',
    async path => {
      const { response, text } = await visit(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; style-src 'self'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(text).toContain('<html lang="en">');
      expect(text).toContain('part of the sandbox');
    },
  );

  it('merges by a button, and says so', async () => {
    const answer = await press('merge');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(PULL);
    expect(await state()).toMatchObject({
      merged: true,
      merged_by: { login: 'sam.okafor' },
    });
    const { text } = await visit(PULL);
    expect(text).toMatch(/<strong>Merged<\/strong> by sam\.okafor/);
    expect(text).toContain('href="http://localhost:3000"');
    expect(text).not.toContain('<button');
  });

  it('closes by a button', async () => {
    expect((await press('close')).status).toBe(303);
    expect(await state()).toMatchObject({ state: 'closed', merged: false });
  });

  it.each([
    ['without a cookie', { cookie: 'x=y' }],
    [
      'with the cookie of somebody else',
      { cookie: `meshwright_forge=${'a'.repeat(32)}` },
    ],
    ['without its word', { csrf: '' }],
    ['with another word', { csrf: 'f'.repeat(64) }],
    ['from another origin', { origin: 'http://evil.example' }],
    ['from another port', { origin: 'http://localhost:1' }],
    ['from nowhere', { origin: '' }],
    ['from a sandboxed frame', { origin: 'null' }],
  ])('refuses a form %s', async (_, change) => {
    expect((await press('merge', change)).status).toBe(403);
    expect((await press('close', change)).status).toBe(403);
    expect(await state()).toMatchObject({ state: 'open', merged: false });
  });

  it('refuses to merge what was not on the page', async () => {
    const answer = await press('merge', { head: '0'.repeat(40) });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('New commits were pushed');
    expect((await state()).merged).toBe(false);
  });

  it('answers to its own name only', async () => {
    const { hostname, port } = new URL(forge.url);
    const status = await new Promise(resolve => {
      http.get(
        { hostname, port, path: PULL, headers: { Host: 'evil.example' } },
        response => resolve(response.resume().statusCode),
      );
    });
    expect(status).toBe(421);
  });

  it('names what conflicts, and offers no merge', async () => {
    await forge.api('POST', '/contents', {
      branch: 'main',
      files: [{ operation: 'create', path: 'a&b.yaml', content: base64('x') }],
    });
    const { text } = await visit(PULL);
    expect(text).toMatch(/<strong>Conflicts<\/strong>[\s\S]*a&amp;b\.yaml/);
    expect(text).not.toContain('Merge pull request');
  });

  it.each([
    ['/platform/gitops/src/branch/main/README.md', 200, '# GitOps'],
    ['/platform/gitops/src/branch/main/clusters', 200, 'eu-1/'],
    ['/platform/gitops/raw/branch/topic/a&b.yaml', 200, HOSTILE],
    ['/platform/gitops/src/branch/main/%2e%2e/%2e%2e/secret', 404, 'nothing'],
    ['/platform/gitops/src/branch/none/README.md', 404, 'nothing'],
    ['/platform/gitops/pulls/99', 404, 'nothing'],
    ['/platform/gitops/pulls/1.diff', 200, 'diff --git'],
    ['/%ff', 404, 'nothing'],
  ])('%s answers %i', async (path, status, part) => {
    const { response, text } = await visit(path);
    expect(response.status).toBe(status);
    expect(text).toContain(part);
  });

  it('serves the bytes of a file as nothing but text', async () => {
    const { response } = await visit(
      '/platform/gitops/raw/branch/topic/a&b.yaml',
    );
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
