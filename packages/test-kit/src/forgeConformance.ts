import { setTimeout as sleep } from 'node:timers/promises';
import type { Forge } from '@meshwright/backstage-plugin-istio-node';

/** One empty repository on a forge, and what people can do to it. */
export interface ForgeFixture {
  forge: Forge;
  /** The branch with the {@link CONFORMANCE_SEED}. */
  base: string;
  /** Commits as a person; answers with the commit. */
  commitAsPerson(
    branch: string,
    files: Record<string, string>,
  ): Promise<string>;
  mergeAsPerson(number: number): Promise<void>;
  closeAsPerson(number: number): Promise<void>;
  /** The same repository with a credential that is wrong. */
  withWrongToken: Forge;
  /** A repository that does not exist. */
  missing: Forge;
  /** A user who can be asked for a review. */
  reviewer: string;
  /** A label of the repository; absent where pull requests have none. */
  label?: string;
  stop(): Promise<void>;
}

/** The files that the repository of a {@link ForgeFixture} begins with. */
export const CONFORMANCE_SEED: Record<string, string> = {
  'README.md': '# Definitions — Größe ✓\n',
  'clusters/eu-1/kustomization.yaml': 'resources:\n  - shop\n',
  'clusters/eu-1/shop/a.yaml': 'a: 1\n',
};

const A = 'clusters/eu-1/shop/a.yaml';
const B = 'clusters/eu-1/shop/b.yaml';

async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return (error as { fault?: unknown }).fault ?? error;
  }
  return 'no fault';
}

/**
 * What the change engine relies on, for every implementation of `Forge` and
 * for every server behind it, fakes included.
 */
export function forgeConformance(
  name: string,
  setUp: () => Promise<ForgeFixture>,
): void {
  describe(`${name} as a forge`, () => {
    let fixture: ForgeFixture;
    let forge: Forge;
    let base: string;

    beforeEach(async () => {
      fixture = await setUp();
      ({ forge, base } = fixture);
    });

    afterEach(() => fixture?.stop());

    const shaOf = async (ref: string, path: string) =>
      (await forge.readFiles(ref, [path]))?.get(path)?.sha;
    const textOf = async (ref: string, path: string) =>
      (await forge.readFiles(ref, [path]))?.get(path)?.content;

    /** A branch with one more file and its pull request. */
    async function propose(branch = 'meshwright/t/e/i') {
      await forge.commit({
        branch,
        startFrom: base,
        message: 'Add b',
        files: [{ path: B, content: 'b: 1\n' }],
      });
      return forge.createPullRequest({
        head: branch,
        base,
        title: 'Add b',
        body: 'Because.',
      });
    }

    it('tells the head of a branch, and that there is none', async () => {
      expect(await forge.getBranchHead(base)).toMatch(/^[0-9a-f]{40}$/);
      expect(await forge.getBranchHead('no/such')).toBeUndefined();
    });

    it('reads the files that exist, at a branch and at a commit', async () => {
      const paths = ['README.md', A, 'no/such.yaml'];
      const files = await forge.readFiles(base, paths);
      expect([...(files?.keys() ?? [])].sort()).toEqual(['README.md', A]);
      expect(files?.get('README.md')?.content).toBe(
        CONFORMANCE_SEED['README.md'],
      );
      const head = (await forge.getBranchHead(base)) ?? '';
      expect(await textOf(head, A)).toBe('a: 1\n');
      expect(await forge.readFiles('no/such', paths)).toBeUndefined();
    });

    it('reads more files than one page holds', async () => {
      const many = Array.from({ length: 70 }, (_, i) => `no/${i}.yaml`);
      const files = await forge.readFiles(base, [...many, A]);
      expect([...(files?.keys() ?? [])]).toEqual([A]);
    });

    it('has more files of the commit that it read at hand, or none', async () => {
      expect(forge.readMore?.(base, [A])).toBeUndefined();
      await forge.readFiles(base, ['README.md', 'no/such.yaml']);
      await fixture.commitAsPerson(base, { [A]: 'a: 2\n' });
      const more = forge.readMore?.(base, [A, 'no/other.yaml']);
      expect([undefined, 'a: 1\n']).toContain(more?.get(A)?.content);
      expect(more?.has('no/other.yaml') ?? false).toBe(false);
      expect(await textOf(base, A)).toBe('a: 2\n');
    });

    it('makes a branch from another in one commit', async () => {
      const before = await forge.getBranchHead(base);
      const branch = 'meshwright/t/e/i';
      const commit = await forge.commit({
        branch,
        startFrom: base,
        message: 'Two files',
        files: [
          { path: B, content: 'b: "é"\n' },
          { path: A, content: 'a: 2\n', previousSha: await shaOf(base, A) },
        ],
      });
      expect(commit.parent).toBe(before);
      expect(await forge.getBranchHead(branch)).toBe(commit.sha);
      expect(await textOf(branch, B)).toBe('b: "é"\n');
      expect(await textOf(branch, A)).toBe('a: 2\n');
      expect(await forge.getBranchHead(base)).toBe(before);
    });

    it('does not take over a branch that is there', async () => {
      await propose();
      const again = forge.commit({
        branch: 'meshwright/t/e/i',
        startFrom: base,
        message: 'Again',
        files: [{ path: B, content: 'b: 2\n' }],
      });
      expect(await faultOf(again)).toBe('branch-exists');
      expect(await textOf('meshwright/t/e/i', B)).toBe('b: 1\n');
    });

    it('writes nothing when one file is not as expected', async () => {
      const stale = await shaOf(base, A);
      await fixture.commitAsPerson(base, { [A]: 'a: person\n' });
      const commit = (files: Parameters<Forge['commit']>[0]['files']) =>
        faultOf(forge.commit({ branch: base, message: 'Edit', files }));
      const fresh = { path: B, content: 'b: 1\n' };
      expect(
        await commit([
          fresh,
          { path: A, content: 'a: 2\n', previousSha: stale },
        ]),
      ).toBe('stale');
      expect(await commit([fresh, { path: A, previousSha: stale }])).toBe(
        'stale',
      );
      expect(await commit([fresh, { path: A, content: 'new\n' }])).toBe(
        'stale',
      );
      expect(await textOf(base, A)).toBe('a: person\n');
      expect(await textOf(base, B)).toBeUndefined();
    });

    it('commits on top of what people committed, and removes files', async () => {
      const pull = await propose();
      const branch = pull.head.branch;
      const person = await fixture.commitAsPerson(branch, { 'x.md': 'x\n' });
      const edited = { path: A, content: 'a: 2\n' };
      const commit = await forge.commit({
        branch,
        expectedHead: person,
        message: 'Edit a',
        files: [{ ...edited, previousSha: await shaOf(branch, A) }],
      });
      expect(commit.parent).toBe(person);
      expect(await textOf(branch, 'x.md')).toBe('x\n');
      const removed = { path: B, previousSha: await shaOf(branch, B) };
      await forge.commit({
        branch,
        expectedHead: commit.sha,
        message: 'Remove b',
        files: [removed],
      });
      expect(await textOf(branch, B)).toBeUndefined();
      expect(await textOf(branch, A)).toBe('a: 2\n');
    });

    it('makes a commit on another head stale', async () => {
      const { head } = await propose();
      const before = await forge.getBranchHead(head.branch);
      await fixture.commitAsPerson(head.branch, { 'x.md': 'x\n' });
      const files = [
        {
          path: B,
          content: 'b: 2\n',
          previousSha: await shaOf(head.branch, B),
        },
      ];
      await fixture.commitAsPerson(head.branch, { [B]: 'b: person\n' });
      const late = forge.commit({
        branch: head.branch,
        expectedHead: before,
        message: 'Late',
        files,
      });
      expect(await faultOf(late)).toBe('stale');
      expect(await textOf(head.branch, B)).toBe('b: person\n');
    });

    it('opens one pull request, finds and edits it', async () => {
      const head = 'meshwright/t/e/i';
      expect(await forge.findPullRequest({ head, base })).toBeUndefined();
      const pull = await propose(head);
      expect(pull).toMatchObject({
        state: 'open',
        title: 'Add b',
        body: 'Because.',
        head: { branch: head },
        base: { branch: base },
      });
      expect(pull.url).toMatch(/^https?:/);
      const twice = forge.createPullRequest({
        head,
        base,
        title: 'Again',
        body: '',
      });
      expect(await faultOf(twice)).toBe('pull-request-exists');
      const body = 'New.\n\n<!-- meshwright:{"a":1} -->';
      await forge.updatePullRequest(pull.number, { title: 'New', body });
      const found = await forge.findPullRequest({ head, base });
      expect(found).toMatchObject({ number: pull.number, title: 'New', body });
      expect(await forge.getPullRequest(pull.number)).toMatchObject({
        number: pull.number,
      });
      expect(await forge.getPullRequest(99999)).toBeUndefined();
    });

    it('tells merged from closed', async () => {
      const first = await propose('meshwright/t/e/one');
      await fixture.closeAsPerson(first.number);
      expect(await forge.getPullRequest(first.number)).toMatchObject({
        state: 'closed',
      });
      const second = await propose('meshwright/t/e/two');
      await fixture.mergeAsPerson(second.number);
      expect(await forge.getPullRequest(second.number)).toMatchObject({
        state: 'merged',
        mergedAt: expect.any(String),
        mergeCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      });
      expect(await textOf(base, B)).toBe('b: 1\n');
      expect(
        await forge.findPullRequest({ head: 'meshwright/t/e/one', base }),
      ).toMatchObject({ state: 'closed' });
    });

    /** Forges look into mergeability some time after a push. */
    async function mergeableIs(number: number, expected: boolean) {
      for (let i = 0; i < 600; i++) {
        const pull = await forge.getPullRequest(number);
        if (pull?.mergeable === expected) return;
        await sleep(100);
      }
      throw new Error(`mergeable never became ${expected}`);
    }

    it('takes base into a pull request, or says that git cannot', async () => {
      const pull = await propose();
      await fixture.commitAsPerson(base, { 'x.md': 'x\n' });
      await forge.updateFromBase(pull.number);
      expect(await textOf(pull.head.branch, 'x.md')).toBe('x\n');
      expect(await textOf(pull.head.branch, B)).toBe('b: 1\n');
      await fixture.commitAsPerson(base, { [B]: 'b: person\n' });
      await mergeableIs(pull.number, false);
      const update = forge.updateFromBase(pull.number);
      expect(await faultOf(update)).toBe('merge-conflict');
    });

    it('labels, or says that it cannot', async () => {
      const pull = await propose();
      const { label } = fixture;
      const labelled = forge.addLabels(pull.number, [label ?? 'mesh']);
      expect(await faultOf(labelled)).toBe(label ? 'no fault' : 'invalid');
      const { labels } = (await forge.getPullRequest(pull.number)) ?? {};
      expect(labels).toEqual(label ? [label] : []);
    });

    it('asks for review, and keeps that when the text is edited', async () => {
      const pull = await propose();
      const users = [fixture.reviewer];
      await forge.requestReviewers(pull.number, { users });
      expect((await forge.getReviewers(pull.number)).users).toEqual(users);
      const text = { title: 'Other', body: 'Other.' };
      await forge.updatePullRequest(pull.number, text);
      expect((await forge.getReviewers(pull.number)).users).toEqual(users);
      expect(
        await faultOf(
          forge.requestReviewers(pull.number, { users: ['no-one'] }),
        ),
      ).not.toBe('no fault');
    });

    it('says whether the credential or the repository is wrong', async () => {
      const wrong = fixture.withWrongToken.readFiles(base, [A]);
      expect(await faultOf(wrong)).toBe('unauthenticated');
      expect(await faultOf(fixture.missing.readFiles(base, [A]))).toBe(
        'not-found',
      );
      await expect(fixture.missing.readFiles(base, [A])).rejects.toThrow(
        fixture.missing.repository,
      );
    });
  });
}
