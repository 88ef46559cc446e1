import { answer, answerStatus, FakeKubeApi } from './__testUtils__/FakeKubeApi';
import { startLoop } from './__testUtils__/startLoop';
import { waitFor } from '../testing/waitFor';
import { type Clock, systemClock } from './Clock';

jest.setTimeout(180_000);

const PATH = '/api/v1/things';

/** Sleeps a little only, and notes for how long it was asked to. */
function noting(naps: number[]): Clock {
  return {
    now: systemClock.now,
    sleep: (ms, signal) => {
      naps.push(ms);
      return systemClock.sleep(Math.min(ms, 5), signal);
    },
  };
}

describe('ResourceLoop', () => {
  let api: FakeKubeApi;
  const stops: Array<() => Promise<void>> = [];
  const start = (...[options]: [Parameters<typeof startLoop>[1]?]) => {
    const started = startLoop(api.url, options);
    stops.push(started.stop);
    return started;
  };
  /** The oracle: after the fault, what we hold is what a fresh list says. */
  const converges = (loop: ReturnType<typeof start>) =>
    waitFor(() => {
      expect(loop.versions()).toEqual(api.truth(PATH));
      expect(loop.loop.progress.state).toBe('live');
    });

  beforeEach(async () => {
    api = new FakeKubeApi();
    await api.start();
    for (let at = 0; at < 25; at += 1) api.put(PATH, `thing-${at}`);
  });

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
    await api.stop();
  });

  it('lists in pages and follows every change', async () => {
    const loop = start({ settings: { pageSize: 10 } });
    await converges(loop);
    expect(
      api.requests.filter(({ watch }) => !watch).map(r => r.query.get('limit')),
    ).toEqual(['10', '10', '10']);

    api.put(PATH, 'new');
    api.put(PATH, 'thing-3');
    api.remove(PATH, 'thing-4');
    await converges(loop);
    expect(loop.deletions).toEqual(['thing-4']);
    expect(api.lists(PATH)).toBe(1);
  });

  it('asks for bookmarks and a time limit, and resumes at the last bookmark', async () => {
    const loop = start();
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    const [watch] = api.requests.filter(request => request.watch);
    expect(watch.query.get('allowWatchBookmarks')).toBe('true');
    expect(Number(watch.query.get('timeoutSeconds'))).toBeGreaterThanOrEqual(
      300,
    );

    api.version += 10_000;
    api.bookmark(PATH);
    api.compact();
    // What was written before the end is read before it.
    api.endWatches(PATH);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    await converges(loop);
    expect(api.lists(PATH)).toBe(1);
  });

  it.each([
    ['an ERROR event', undefined],
    ['an HTTP status', 410],
  ])(
    'lists anew after 410 as %s, and drops what was deleted meanwhile',
    async (_, status) => {
      const loop = start();
      await converges(loop);
      await waitFor(() => expect(api.watching(PATH)).toBe(1));
      api.intercept = (seen, res) => {
        if (!seen.watch || !status) return false;
        answerStatus(res, status, 'Expired', 'too old');
        api.intercept = undefined;
        return true;
      };
      api.endWatches(PATH, true);
      for (let at = 0; at < 7; at += 1) api.remove(PATH, `thing-${at}`);
      api.put(PATH, 'late');
      api.compact();

      await converges(loop);
      expect(loop.deletions.sort()).toEqual(
        [0, 1, 2, 3, 4, 5, 6].map(at => `thing-${at}`),
      );
      expect(api.lists(PATH)).toBe(2);
    },
  );

  it('lists without pages when the continue token expires', async () => {
    api.intercept = (seen, res) => {
      if (seen.query.get('continue') !== '10') return false;
      answerStatus(res, 410, 'Expired', 'continue token is too old');
      return true;
    };
    const loop = start({ settings: { pageSize: 5 } });
    await converges(loop);
    const last = api.requests.filter(({ watch }) => !watch).pop();
    expect(last?.query.has('limit')).toBe(false);
    expect(last?.query.has('continue')).toBe(false);
  });

  it('takes a version that the server does not know yet as lost', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    // etcd restored from a backup: the same names at lower versions.
    await api.stop();
    api.version = 10;
    api.compact();
    for (let at = 0; at < 25; at += 1) api.remove(PATH, `thing-${at}`);
    api.put(PATH, 'restored');
    await api.start();

    await converges(loop);
    expect(Object.keys(loop.versions())).toEqual(['restored']);
  });

  it('shows 403 and heals when the right is granted', async () => {
    api.intercept = (seen, res) => {
      if (seen.path !== PATH) return false;
      answerStatus(res, 403, 'Forbidden', 'things is forbidden: no list');
      return true;
    };
    const loop = start();
    await waitFor(() =>
      expect(loop.loop.progress).toMatchObject({
        state: 'forbidden',
        message: 'things is forbidden: no list',
      }),
    );
    expect(loop.loop.holds).toBe(true);
    api.intercept = undefined;
    await converges(loop);
  });

  it('forgets what it held when the right is withdrawn', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    api.intercept = (seen, res) => {
      if (seen.path !== PATH) return false;
      answerStatus(res, 403, 'Forbidden', 'no');
      return true;
    };
    api.endWatches(PATH);
    await waitFor(() => {
      expect(loop.loop.progress.state).toBe('forbidden');
      expect(loop.versions()).toEqual({});
    });
  });

  it('notices a type that is installed later and removed again', async () => {
    const absent: NonNullable<typeof api.intercept> = (seen, res) => {
      if (seen.path !== PATH) return false;
      res.writeHead(404).end('404 page not found');
      return true;
    };
    api.intercept = absent;
    const loop = start();
    await waitFor(() => expect(loop.loop.progress.state).toBe('not-installed'));
    api.intercept = undefined;
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    api.intercept = absent;
    api.endWatches(PATH);
    await waitFor(() => {
      expect(loop.loop.progress.state).toBe('not-installed');
      expect(loop.versions()).toEqual({});
    });
  });

  it('survives a cluster that is away, without a list and with its data', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    await api.stop();
    await waitFor(() =>
      expect(loop.gate.closed).toMatchObject({
        state: 'unreachable',
        message: 'connection refused',
      }),
    );
    expect(loop.gate.closed?.nextAttemptAt).toBeGreaterThan(0);
    expect(loop.held.size).toBe(25);

    api.put(PATH, 'meanwhile');
    api.remove(PATH, 'thing-1');
    await api.start();
    await converges(loop);
    expect(loop.gate.closed).toBeUndefined();
    expect(api.lists(PATH)).toBe(1);
  });

  it.each([
    ['half a line, then the end', '{"type":"ADDED","object":{"meta'],
    ['a whole line of garbage', 'garbage\n'],
    ['JSON that is no event', '{"type":"ADDED"}\n'],
  ])('counts %s and goes on from the last good version', async (_, text) => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    api.put(PATH, 'before');
    await converges(loop);
    api.writeToWatches(PATH, text);
    api.endWatches(PATH);
    api.put(PATH, 'missed');
    await converges(loop);
    expect(loop.loop.counters.garbled).toBe(1);
    expect(api.lists(PATH)).toBe(1);
  });

  it('lists anew when the same place garbles again and again', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    let garbled = 0;
    api.intercept = (seen, res) => {
      if (!seen.watch || garbled === 4) return false;
      garbled += 1;
      res.writeHead(200).end('nonsense\n');
      return true;
    };
    api.put(PATH, 'behind');
    api.endWatches(PATH, true);
    await waitFor(() => expect(garbled).toBe(4));
    await converges(loop);
    expect(api.lists(PATH)).toBe(2);
  });

  it('waits as long as a busy server asks for', async () => {
    const naps: number[] = [];
    const loop = start({ clock: noting(naps) });
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    api.intercept = (seen, res) => {
      if (!seen.watch) return false;
      api.intercept = undefined;
      naps.length = 0;
      answerStatus(res, 429, 'TooManyRequests', 'later', {
        'retry-after': '1',
      });
      return true;
    };
    api.endWatches(PATH);
    await waitFor(() => {
      expect(api.intercept).toBeUndefined();
      expect(api.watching(PATH)).toBe(1);
    });
    expect(naps).toEqual([1_000]);
    await converges(loop);
    expect(api.lists(PATH)).toBe(1);
  });

  it('renews the credential once when it is refused', async () => {
    let token = 'old';
    api.intercept = (seen, res) => {
      if (seen.authorization === `Bearer ${token}`) return false;
      answerStatus(res, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const loop = start({ token: async () => token });
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    token = 'new';
    api.requests.length = 0;
    api.endWatches(PATH);
    api.put(PATH, 'after');
    await converges(loop);
    const refused = api.requests.filter(
      ({ authorization }) => authorization === 'Bearer old',
    );
    expect(refused).toHaveLength(1);
    expect(api.lists(PATH)).toBe(0);
  });

  it('says that a credential is refused, and keeps asking with care', async () => {
    api.intercept = (_, res) => {
      answerStatus(res, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const naps: number[] = [];
    const loop = start({
      settings: { backoffMin: 100, backoffMax: 100 },
      clock: noting(naps),
    });
    await waitFor(() => {
      expect(loop.gate.closed?.state).toBe('unauthenticated');
      expect(naps.length).toBeGreaterThan(5);
    });
    expect(Math.min(...naps)).toBeGreaterThanOrEqual(50);
    // The list, one probe that renews the credential, one after each nap.
    expect(api.requests.length).toBeLessThanOrEqual(naps.length + 2);
    api.intercept = undefined;
    await converges(loop);
  });

  it('shows a type that answers with errors, and goes on without a list', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    api.intercept = (seen, res) => {
      if (!seen.watch) return false;
      answerStatus(res, 500, 'InternalError', 'conversion webhook failed');
      return true;
    };
    api.endWatches(PATH);
    await waitFor(() =>
      expect(loop.loop.progress).toMatchObject({
        state: 'degraded',
        message: 'conversion webhook failed',
      }),
    );
    api.intercept = undefined;
    api.put(PATH, 'missed');
    await converges(loop);
    expect(api.lists(PATH)).toBe(1);
  });

  it('paces a watch that dies at once', async () => {
    const naps: number[] = [];
    const loop = start({
      settings: { backoffMin: 50, backoffMax: 100 },
      clock: noting(naps),
    });
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    let died = 0;
    api.intercept = (seen, res) => {
      if (!seen.watch) return false;
      died += 1;
      res.writeHead(200);
      res.flushHeaders();
      setTimeout(() => res.end(), 5);
      return true;
    };
    api.endWatches(PATH);
    await waitFor(() => {
      expect(died).toBeGreaterThanOrEqual(8);
      expect(naps.length).toBeGreaterThanOrEqual(died);
    });
    expect(Math.min(...naps.slice(1))).toBeGreaterThanOrEqual(50);
    expect(api.lists(PATH)).toBe(1);
  });

  it('tears down a silent watch and resumes it', async () => {
    const loop = start({ settings: { idleTimeout: 80, healthyWatch: 10 } });
    await converges(loop);
    await waitFor(() =>
      expect(loop.loop.counters.watches).toBeGreaterThanOrEqual(3),
    );
    expect(api.lists(PATH)).toBe(1);
    expect(loop.loop.progress.state).toBe('live');
  });

  it.each<[string, NonNullable<FakeKubeApi['intercept']>, string]>([
    [
      'a list that repeats its continue token',
      (seen, res) => {
        if (seen.watch || seen.path !== PATH) return false;
        answer(res, 200, {
          metadata: { resourceVersion: '1', continue: 'again' },
          items: [],
        });
        return true;
      },
      'a list repeats its continue token',
    ],
    [
      'an endless answer',
      (seen, res) => {
        if (seen.path !== PATH) return false;
        res.writeHead(200);
        const timer = setInterval(() => res.write('x'.repeat(100_000)), 5);
        res.on('close', () => clearInterval(timer));
        return true;
      },
      'an answer is larger than 1000000 bytes',
    ],
    [
      'an endless line',
      (seen, res) => {
        if (!seen.watch) return false;
        res.writeHead(200);
        const timer = setInterval(() => res.write('x'.repeat(100_000)), 5);
        res.on('close', () => clearInterval(timer));
        return true;
      },
      'a watch sent a line longer than 500000 bytes',
    ],
    [
      'an answer that is no list',
      (seen, res) => {
        if (seen.path !== PATH) return false;
        answer(res, 200, '<html>');
        return true;
      },
      'the answer to a list is not a list',
    ],
    [
      'a redirect',
      (seen, res) => {
        if (seen.path !== PATH) return false;
        res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        return true;
      },
      'the API server answers 302',
    ],
  ])('bounds %s', async (_, intercept, message) => {
    api.intercept = intercept;
    const loop = start({
      settings: { maxPageBytes: 1_000_000, maxLineBytes: 500_000 },
    });
    await waitFor(() =>
      expect(loop.loop.progress).toMatchObject({ state: 'degraded', message }),
    );
    api.intercept = undefined;
    await converges(loop);
  });

  it('lists anew on request', async () => {
    const loop = start();
    await converges(loop);
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    loop.loop.relist();
    await waitFor(() => expect(api.lists(PATH)).toBe(2));
    await converges(loop);
  });

  it('closes every socket when it stops', async () => {
    const loop = start();
    await waitFor(() => expect(api.watching(PATH)).toBe(1));
    await loop.stop();
    await waitFor(() => expect(api.watching(PATH)).toBe(0));
  });
});
