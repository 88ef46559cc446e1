import type { StoredChange } from '../database/StoredChange';
import { ManualClock } from '../testing/ManualClock';
import { waitFor } from '../testing/waitFor';
import type { PullRequestEvidence } from './judgeChange';
import { PullRequestPoller } from './PullRequestPoller';

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

interface Of {
  host?: string;
  repo?: string;
  openFor?: number;
  stage?: 'proposed' | 'closed';
}

function change(id: string, more: Of = {}) {
  const { host = 'h', repo = 'r', openFor = 0, stage = 'proposed' } = more;
  return {
    repoUrl: `${host}?owner=o&repo=${repo}`,
    status: {
      id,
      entityRef: 'component:default/cart',
      title: id,
      pullRequest: { number: 1, url: 'https://h/1', state: 'open' },
      proposedAt: new Date(NOON - openFor).toISOString(),
      stage,
      tone: 'info',
      detail: '',
      objects: [],
    },
  } satisfies StoredChange;
}

describe('PullRequestPoller', () => {
  let poller: PullRequestPoller | undefined;

  afterEach(() => poller?.stop());

  /** Each question waits until it is answered, `answer` says with what. */
  function poll(
    read: (repoUrl: string) => Promise<PullRequestEvidence> = async () => ({
      state: 'open',
    }),
  ) {
    const clock = new ManualClock(NOON);
    const answers: Array<[string, PullRequestEvidence]> = [];
    const started = new PullRequestPoller({
      clock,
      pollMs: 15 * SECOND,
      pullRequests: { read: repoUrl => read(repoUrl) },
      onAnswer: async ({ status }, evidence) => {
        answers.push([status.id, evidence]);
      },
    });
    poller = started;
    /** Wants them each second of `seconds`, as a busy cluster makes it. */
    async function during(seconds: number, changes: StoredChange[], step = 1) {
      for (let second = 0; second < seconds; second += step) {
        started.want(changes);
        await new Promise(resolve => setImmediate(resolve));
        clock.advance(step * SECOND);
        await new Promise(resolve => setImmediate(resolve));
      }
    }
    return { answers, during, ids: () => answers.map(([id]) => id) };
  }

  it('asks once a poll interval, however often clusters are written', async () => {
    const { during, ids } = poll();
    await during(60, [change('a')]);
    expect(ids()).toEqual(['a', 'a', 'a', 'a']);
  });

  it('asks a forge once in two seconds, whatever is open, and each in its turn', async () => {
    const { during, ids } = poll();
    const many = Array.from({ length: 20 }, (_, i) =>
      change(`c-${i}`, { repo: `r-${i}` }),
    );
    await during(79, many);
    expect(ids()).toHaveLength(40);
    expect(ids().slice(0, 20)).toEqual(many.map(({ status }) => status.id));
    expect(ids().slice(20)).toEqual(ids().slice(0, 20));
  });

  it('asks Bitbucket Cloud 600 times an hour at most', async () => {
    const { during, ids } = poll();
    const many = Array.from({ length: 700 }, (_, i) =>
      change(`c-${i}`, { host: 'bitbucket.org', repo: `r-${i % 3}` }),
    );
    await during(3_594, many, 6);
    expect(ids()).toHaveLength(600);
    expect(new Set(ids()).size).toBe(600);
  });

  it('asks about closed ones after all others, and again after six hours', async () => {
    const { during, ids } = poll();
    const closed = change('closed', { stage: 'closed' });
    await during(4, [closed, change('a')]);
    expect(ids()).toEqual(['a', 'closed']);
    await during(6 * 3_600 - 60, [closed], 60);
    expect(ids()).toHaveLength(2);
    await during(120, [closed], 60);
    expect(ids()).toEqual(['a', 'closed', 'closed']);
  });

  it('asks the more rarely the longer it is open, and once an hour at least', async () => {
    const { during, ids } = poll();
    await during(3_600 + 60, [
      change('hour', { openFor: HOUR }),
      change('day', { openFor: 24 * HOUR, repo: 's' }),
      change('year', { openFor: 365 * 24 * HOUR, repo: 't' }),
    ]);
    const count = (id: string) => ids().filter(one => one === id).length;
    expect(count('year')).toBe(2);
    expect(count('day')).toBe(9);
    expect(count('hour')).toBeGreaterThan(100);
    expect(count('hour')).toBeLessThanOrEqual(204);
  });

  it('asks about a new one before all others, and about another pull request of a change at once', async () => {
    const { during, ids } = poll();
    const [a, b, c] = ['a', 'b', 'c'].map(id => change(id));
    await during(15, [a, b]);
    await during(1, [a, b, c]);
    expect(ids()).toEqual(['a', 'b', 'c']);
    const again = change('c');
    again.status.pullRequest.number = 2;
    await during(2, [again]);
    expect(ids()).toEqual(['a', 'b', 'c', 'c']);
  });

  it('is not held up by a forge that does not answer', async () => {
    let fail: (error: Error) => void = () => {};
    const { during, ids, answers } = poll(repoUrl =>
      repoUrl.startsWith('dead?')
        ? new Promise((_, reject) => {
            fail = reject;
          })
        : Promise.resolve({ state: 'open' }),
    );
    await during(30, [change('dead', { host: 'dead' }), change('a')]);
    expect(ids()).toEqual(['a', 'a']);
    fail(new Error('no answer'));
    await waitFor(() =>
      expect(answers).toContainEqual([
        'dead',
        { state: 'unknown', cause: 'no answer' },
      ]),
    );
  });

  it('ends between two questions', async () => {
    const { during, ids } = poll();
    await during(1, [change('a'), change('b')]);
    await poller?.stop();
    await during(60, [change('a'), change('b')]);
    expect(ids()).toEqual(['a']);
  });
});
