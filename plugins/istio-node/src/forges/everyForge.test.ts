import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyFake, EVERY_FORGE } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { startForge } from '../__testUtils__/everyForge';
import { exposeRequest as request, SEED } from '../__testUtils__/exposeRequest';
import { proposeChange } from '../change/proposeChange';

const server = setupServer();
const fakes: AnyFake[] = [];
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  for (const fake of fakes.splice(0)) fake.stop?.();
});
afterAll(() => server.close());

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** `calls: first, again` of the table in the README. */
function toldCalls(title: string): string | undefined {
  const row = README.split('\n').filter(line => line.startsWith(`| ${title} `));
  return row
    .map(line => line.split('|')[3].trim())
    .find(cell => /^\d/.test(cell));
}

/** Beside the calls of a proposal: asked once in ten minutes. */
const REVIEWERS = 'effective-default-reviewers';

describe.each(EVERY_FORGE)('%s', (title, entry) => {
  function start() {
    const started = startForge(entry, SEED);
    fakes.push(started.fake);
    server.use(...started.fake.handlers());
    return started;
  }

  // Must show: at most 4 calls for a proposal, 2 without a write again.
  it('takes the calls that the README tells: at most four, again at most two', async () => {
    const { fake, forge, open, openElsewhere, writes } = start();
    const count = () =>
      fake.calls.filter(({ path }) => !path.includes(REVIEWERS)).length;
    expect((await proposeChange(request(forge))).outcome).toBe('created');
    const first = count();
    expect(writes().filter(Boolean)).toHaveLength(2);
    fake.calls.length = 0;
    // Another task of the same process.
    const again = await proposeChange(request(open()));
    expect(again.outcome).toBe('unchanged');
    expect(writes()).not.toContain(true);
    expect(first).toBeLessThanOrEqual(4);
    expect(count()).toBeLessThanOrEqual(2);
    expect(`${first}, ${count()}`).toBe(toldCalls(title));
    fake.calls.length = 0;
    const elsewhere = await proposeChange(request(openElsewhere()));
    expect(elsewhere.outcome).toBe('unchanged');
    expect(writes()).not.toContain(true);
    expect(count()).toBeLessThanOrEqual(4);
  });

  // What the backend asks when it follows a proposal.
  it('follows a pull request until it is merged, and after its branch is gone', async () => {
    const { fake, forge, open } = start();
    const { pullRequest, branch } = await proposeChange(request(forge));
    const { number = 0, url } = pullRequest ?? {};
    const read = () => open().getPullRequest(number);
    expect(await read()).toMatchObject({ state: 'open', url });
    fake.mergePull(number);
    const merged = {
      ...{ state: 'merged', url },
      mergedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d/),
    };
    expect(await read()).toMatchObject(merged);
    fake.git.branches.delete(branch);
    expect(await read()).toMatchObject(merged);
    expect(await open().getPullRequest(99999)).toBeUndefined();
  });

  it('follows a pull request until it is closed, and after its branch is gone', async () => {
    const { fake, forge, open } = start();
    const { pullRequest, branch } = await proposeChange(request(forge));
    const { number = 0, url } = pullRequest ?? {};
    fake.closePull(number);
    const read = () => open().getPullRequest(number);
    expect(await read()).toMatchObject({ state: 'closed', url });
    fake.git.branches.delete(branch);
    expect(await read()).toMatchObject({ state: 'closed', url });
    expect((await read())?.mergedAt).toBeUndefined();
  });

  // 41
  it.each(['merged', 'closed'] as const)(
    'begins afresh after a pull request was %s and its branch deleted',
    async state => {
      const { fake, forge, open, openElsewhere } = start();
      const { branch } = await proposeChange(request(forge));
      if (state === 'merged') fake.mergePull(1);
      else fake.closePull(1);
      fake.git.branches.delete(branch);
      const next = await proposeChange(request(open(), { port: 9090 }));
      expect(next).toMatchObject({
        ...{ outcome: 'created', pullRequest: { number: 2 } },
      });
      expect(await open().getPullRequest(1)).toMatchObject({ state });
      for (const other of [open(), openElsewhere()]) {
        const again = await proposeChange(request(other, { port: 9090 }));
        expect(again).toMatchObject({
          ...{ outcome: 'unchanged', pullRequest: { number: 2 } },
        });
      }
    },
  );

  it('keeps to the open one of its branches when an earlier is deleted', async () => {
    const { fake, forge, open, openElsewhere } = start();
    const { branch } = await proposeChange(request(forge));
    fake.mergePull(1);
    const second = await proposeChange(request(open(), { port: 9090 }));
    expect(second.branch).toBe(`${branch}-2`);
    fake.git.branches.delete(branch);
    for (const other of [openElsewhere(), open()]) {
      const again = await proposeChange(request(other, { port: 9090 }));
      expect(again).toMatchObject({
        ...{ outcome: 'unchanged', pullRequest: { number: 2 } },
      });
    }
  });
});
