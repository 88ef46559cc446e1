import { runGit } from '../../process/gitProcess';

/** @internal */
export interface Person {
  name: string;
  email: string;
}

/** @internal */
export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Person & { date: string };
  committer: Person & { date: string };
  message: string;
}

/** Which commits to list: those reachable from `to` and not from `from`. @internal */
export interface CommitRange {
  to: string;
  from?: string;
  path?: string;
  skip?: number;
  limit?: number;
}

const FORMAT = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B';
const FIELDS = 10;

/** Commits, newest first. @internal */
export async function listCommits(
  gitDir: string,
  range: CommitRange,
): Promise<Commit[]> {
  const args = ['log', '-z', `--format=${FORMAT}`, '--no-show-signature'];
  if (range.skip) args.push(`--skip=${range.skip}`);
  if (range.limit !== undefined) args.push(`--max-count=${range.limit}`);
  const { stdout } = await runGit([...args, ...revisions(range)], { gitDir });
  const fields = stdout.toString('utf8').split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + FIELDS <= fields.length; at += FIELDS) {
    commits.push(parseCommit(fields.slice(at, at + FIELDS)));
  }
  return commits;
}

/** How many commits a range has. @internal */
export async function countCommits(
  gitDir: string,
  range: CommitRange,
): Promise<number> {
  const { stdout } = await runGit(
    ['rev-list', '--count', ...revisions(range)],
    { gitDir },
  );
  return Number(stdout.toString('utf8').trim());
}

/** The best common ancestor, or undefined for unrelated histories. @internal */
export async function mergeBase(
  gitDir: string,
  one: string,
  other: string,
): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(['merge-base', one, other], {
    gitDir,
    accept: [1],
  });
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined;
}

function revisions({ to, from, path }: CommitRange): string[] {
  const args = ['--end-of-options', to];
  if (from) args.push(`^${from}`);
  args.push('--');
  if (path) args.push(path);
  return args;
}

function parseCommit(fields: string[]): Commit {
  const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] = fields;
  return {
    sha,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name: an, email: ae, date: utcAsZ(ad) },
    committer: { name: cn, email: ce, date: utcAsZ(cd) },
    message: `${message.trimEnd()}\n`,
  };
}

// Go, and so Gitea, writes UTC as "Z".
function utcAsZ(date: string): string {
  return date.replace(/\+00:00$/, 'Z');
}
