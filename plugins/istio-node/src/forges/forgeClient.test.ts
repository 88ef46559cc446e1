import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ForgeClient } from './forgeClient';
import { forgeFault } from './forgeFault';
import { HostGate, retryAfterMs } from './hostGate';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const API = 'https://git.example.com/api/v1';

function client(options: { now?: () => number; timeoutMs?: number } = {}) {
  const slept: number[] = [];
  let now = options.now?.() ?? 0;
  const gate = new HostGate(
    () => now,
    async ms => {
      slept.push(ms);
      now += ms;
    },
  );
  const make = () =>
    new ForgeClient({
      title: 'Gitea at git.example.com',
      apiUrl: API,
      credential: () => ({
        headers: { authorization: 'token s3cr3t' },
        secrets: ['s3cr3t'],
      }),
      gate,
      timeoutMs: options.timeoutMs,
    });
  return { make, forge: make(), slept };
}

const FULL_MINUTE = '2026-11-22T14:00:00Z';

const ok = () => HttpResponse.json({ ok: true });

describe('ForgeClient', () => {
  describe('with the clock at a full minute', () => {
    // The client tells dates by the clock of the machine.
    const spy = () =>
      jest.spyOn(Date, 'now').mockReturnValue(Date.parse(FULL_MINUTE));
    beforeEach(spy);
    afterEach(() => jest.restoreAllMocks());

    it.each([
      [429, '7', 7000],
      [403, '7', 7000],
      [429, 'Sun, 22 Nov 2026 14:00:09 GMT', 9000],
      [403, 'Sun, 22 Nov 2026 14:00:09 GMT', 9000],
      [429, undefined, 1000],
    ])(
      'waits after %i with Retry-After %s, then tries once more',
      async (status, header, wait) => {
        let calls = 0;
        server.use(
          http.get(`${API}/x`, () => {
            calls += 1;
            const headers: Record<string, string> = header
              ? { 'retry-after': header }
              : {};
            return calls === 1
              ? new HttpResponse(null, { status, headers })
              : ok();
          }),
        );
        const { forge, slept } = client();
        expect(await forge.send('GET', '/x')).toMatchObject({ status: 200 });
        expect(slept).toEqual([wait]);
        expect(calls).toBe(2);
      },
    );

    it.each([
      ['120', '120 s', '120 s'],
      ['Sun, 22 Nov 2026 14:02:00 GMT', '120 s', '120 s'],
      // What is asked for is told; after an hour it is tried again.
      ['86400', '24 h', '60 min'],
      ['Mon, 23 Nov 2026 14:00:00 GMT', '24 h', '60 min'],
    ])(
      'does not wait long for Retry-After %s, holds other tasks back, and says for how long',
      async (header, first, others) => {
        let calls = 0;
        server.use(
          http.get(`${API}/x`, () => {
            calls += 1;
            const headers = { 'retry-after': header };
            return new HttpResponse(null, { status: 429, headers });
          }),
        );
        const { forge, make, slept } = client();
        const error = await forge.send('GET', '/x').catch(e => e);
        expect(forgeFault(error)).toBe('rate-limited');
        expect(error.message).toBe(
          `Gitea at git.example.com limits the number of requests: try again in ${first}.`,
        );
        await expect(make().send('GET', '/x')).rejects.toThrow(others);
        expect(calls).toBe(1);
        expect(slept).toEqual([]);
      },
    );
  });

  it('takes a 403 that speaks of a rate limit for one', async () => {
    let calls = 0;
    server.use(
      http.get(`${API}/x`, () => {
        calls += 1;
        return calls === 1
          ? HttpResponse.json(
              { message: 'You have exceeded a secondary rate limit' },
              { status: 403 },
            )
          : ok();
      }),
    );
    const { forge, slept } = client();
    expect(await forge.send('GET', '/x')).toMatchObject({ status: 200 });
    expect(slept).toEqual([60_000]);
  });

  it('takes a 403 without Retry-After for a refusal', async () => {
    server.use(
      http.get(`${API}/x`, () =>
        HttpResponse.json({ message: 'no' }, { status: 403 }),
      ),
    );
    expect(await client().forge.send('GET', '/x')).toMatchObject({
      status: 403,
      message: 'no',
    });
  });

  it('follows no redirect, so the credential stays here', async () => {
    let elsewhere = 0;
    server.use(
      http.get(`${API}/x`, () =>
        HttpResponse.redirect('https://evil.example/x', 302),
      ),
      http.get('https://evil.example/x', () => {
        elsewhere += 1;
        return ok();
      }),
    );
    const error = await client()
      .forge.send('GET', '/x')
      .catch(e => e);
    expect(forgeFault(error)).toBe('not-found');
    expect(error.message).toBe(
      'Gitea at git.example.com sends us elsewhere (302 to https://evil.example/x), which is not followed: when the repository was moved or renamed, configure its new address.',
    );
    expect(elsewhere).toBe(0);
  });

  it('lets a forge say what a redirect means, without secrets in it', async () => {
    server.use(
      http.post(`${API}/x`, () =>
        HttpResponse.redirect('https://login.example/?token=s3cr3t', 302),
      ),
    );
    const seen: string[] = [];
    const forge = new ForgeClient({
      title: 'A forge',
      apiUrl: API,
      credential: () => ({ headers: {}, secrets: ['s3cr3t'] }),
      gate: new HostGate(),
      redirected: location => {
        seen.push(location);
        return new Error('sign in');
      },
    });
    await expect(forge.send('POST', '/x', {})).rejects.toThrow('sign in');
    expect(seen).toEqual(['https://login.example/?token=[redacted]']);
  });

  it('waits before the next request when an answer asks for it', async () => {
    const headers = { 'retry-after': '3' };
    server.use(http.get(`${API}/x`, () => HttpResponse.json({}, { headers })));
    const { forge, slept } = client();
    await forge.send('GET', '/x');
    expect(slept).toEqual([]);
    await forge.send('GET', '/x');
    expect(slept).toEqual([3000]);
  });

  it.each([
    [{ message: ['a', 'b'] }, 'a; b'],
    [{ message: { base: ['is bad'] } }, '{"base":["is bad"]}'],
    [{ error: 'title is missing' }, 'title is missing'],
    [{ error: 'x', error_description: 'scope too small' }, 'scope too small'],
    [{ errors: [{ message: 'm' }] }, '[{"message":"m"}]'],
    [{ message: null }, '{"message":null}'],
    [['list'], '["list"]'],
  ])('reads what %j says', async (body, message) => {
    server.use(
      http.get(`${API}/x`, () => HttpResponse.json(body, { status: 400 })),
    );
    const reply = await client().forge.send('GET', '/x');
    expect(reply).toMatchObject({ status: 400, message });
  });

  it('repeats a read once and a write never', async () => {
    const calls: string[] = [];
    server.use(
      http.all(`${API}/x`, ({ request }) => {
        calls.push(request.method);
        return HttpResponse.json({ message: 'down' }, { status: 503 });
      }),
    );
    const { forge } = client();
    await expect(forge.send('GET', '/x')).rejects.toThrow(
      'answered 503 (down)',
    );
    await expect(forge.send('POST', '/x', {})).rejects.toThrow('503');
    expect(calls).toEqual(['GET', 'GET', 'POST']);
  });

  it('takes its turn with all other clients of the host', async () => {
    const waiting: Array<() => void> = [];
    server.use(
      http.get(`${API}/x`, async () => {
        await new Promise<void>(resolve => waiting.push(resolve));
        return ok();
      }),
    );
    const { make } = client();
    const answers = Array.from({ length: 10 }, () => make().send('GET', '/x'));
    const turn = () => new Promise(resolve => setImmediate(resolve));
    while (waiting.length < 6) await turn();
    for (let at = 0; at < 20; at++) await turn();
    expect(waiting).toHaveLength(6);
    const all = Promise.all(answers);
    let ended = false;
    all.then(() => {
      ended = true;
    });
    while (!ended) {
      waiting.shift()?.();
      await turn();
    }
    expect((await all).map(({ status }) => status)).toEqual(
      Array(10).fill(200),
    );
  });

  it('has a deadline', async () => {
    server.use(http.get(`${API}/x`, () => new Promise<never>(() => {})));
    const { forge } = client({ timeoutMs: 20 });
    await expect(forge.send('GET', '/x')).rejects.toThrow(
      'Gitea at git.example.com cannot be reached: no answer in time.',
    );
  });

  it('keeps what the forge says to one line without secrets', async () => {
    const message = `a\r\n\u001b[31mtoken s3cr3t ${btoa('s3cr3t')} ${'x'.repeat(
      900,
    )}`;
    server.use(
      http.get(`${API}/x`, () =>
        HttpResponse.json({ message }, { status: 422 }),
      ),
    );
    const reply = await client().forge.send('GET', '/x');
    expect(reply.message).toMatch(
      /^a \[31mtoken \[redacted\] \[redacted\] x+$/,
    );
    expect(reply.message.length).toBeLessThanOrEqual(520);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-22T14:00:00Z');
  it.each([
    ['5', 5000],
    ['0', 0],
    ['Sun, 22 Nov 2026 14:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 13:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
