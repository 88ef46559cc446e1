import { GraphQLError } from 'graphql';
import type { FakePull } from '../git/FakePull';
import { blobSha, type Commit, type GitModel } from '../git/GitModel';

/** What the resolvers look at and change. */
export interface GithubState {
  url: string;
  owner: string;
  repo: string;
  git: GitModel;
  pulls: FakePull[];
  /** Branches whose names begin so are under a ruleset. */
  protectedPrefix?: string;
}

/** An error with the `type` that GitHub puts beside the message. */
export function githubError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

const MODE_FILE = 0o100644;

function blob(text: string) {
  return {
    __typename: 'Blob',
    oid: blobSha(text),
    text,
    isBinary: false,
    isTruncated: false,
  };
}

function commitNode(commit: Commit) {
  return {
    __typename: 'Commit',
    oid: commit.sha,
    parents: () => ({ nodes: commit.parents.map(oid => ({ oid })) }),
    file: ({ path }: { path: string }) => {
      const text = commit.tree.get(path);
      return text === undefined
        ? null
        : {
            mode: MODE_FILE,
            type: 'blob',
            oid: blobSha(text),
            object: blob(text),
          };
    },
  };
}

function resolve(git: GitModel, expression: string): Commit | undefined {
  if (expression === 'HEAD') return git.resolve([...git.branches.keys()][0]);
  return expression.startsWith('refs/heads/')
    ? git.resolve(expression.slice('refs/heads/'.length))
    : git.commits.get(expression);
}

function pullNode(state: GithubState, pull: FakePull) {
  const { git } = state;
  const open = pull.state === 'open';
  const clean = git.mergeTrees(pull.base, pull.head) !== undefined;
  return {
    number: pull.number,
    url: `${state.url}/${state.owner}/${state.repo}/pull/${pull.number}`,
    state: open ? 'OPEN' : (pull.merged && 'MERGED') || 'CLOSED',
    title: pull.title,
    body: pull.body,
    mergeable: open ? (clean && 'MERGEABLE') || 'CONFLICTING' : 'UNKNOWN',
    mergedAt: pull.merged ? '2026-11-22T15:00:00Z' : null,
    isCrossRepository: false,
    headRefName: pull.head,
    // Kept when the branch is deleted.
    headRefOid: git.branches.get(pull.head) ?? pull.headSha,
    baseRefName: pull.base,
    baseRefOid: git.branches.get(pull.base),
    mergeCommit: pull.mergeCommit ? { oid: pull.mergeCommit } : null,
    labels: { nodes: pull.labels.map(name => ({ name })) },
    reviewRequests: {
      nodes: [
        ...pull.requested.map(login => ({ __typename: 'User', login })),
        ...pull.requestedTeams.map(slug => ({ __typename: 'Team', slug })),
      ].map(requestedReviewer => ({ requestedReviewer })),
    },
    latestReviews: {
      nodes: pull.reviewed.map(login => ({
        author: { __typename: 'User', login },
      })),
    },
  };
}

function repositoryNode(state: GithubState) {
  return {
    id: 'R_1',
    object: ({ expression }: { expression: string }) => {
      const commit = resolve(state.git, expression);
      return commit ? commitNode(commit) : null;
    },
    pullRequest: ({ number }: { number: number }) => {
      const pull = state.pulls.find(one => one.number === number);
      if (pull) return pullNode(state, pull);
      throw githubError(
        'NOT_FOUND',
        `Could not resolve to a PullRequest with the number of ${number}.`,
      );
    },
    pullRequests: (args: { headRefName: string; baseRefName: string }) => ({
      nodes: state.pulls
        .filter(
          ({ head, base }) =>
            head === args.headRefName && base === args.baseRefName,
        )
        .reverse()
        .map(pull => pullNode(state, pull)),
    }),
  };
}

interface CommitInput {
  branch: { repositoryNameWithOwner: string; branchName: string };
  expectedHeadOid: string;
  message: { headline: string; body?: string };
  fileChanges: {
    additions?: Array<{ path: string; contents: string }>;
    deletions?: Array<{ path: string }>;
  };
}

function createCommit(state: GithubState, input: CommitInput) {
  const { git } = state;
  const { branchName } = input.branch;
  const head = git.resolve(branchName);
  if (!head) {
    throw githubError('NOT_FOUND', `No ref ${branchName} in this repository`);
  }
  if (state.protectedPrefix && branchName.startsWith(state.protectedPrefix)) {
    throw githubError(
      'UNPROCESSABLE',
      'Repository rule violations found\n\nChanges must be made through a pull request.\n',
    );
  }
  if (head.sha !== input.expectedHeadOid) {
    throw githubError(
      'STALE_DATA',
      `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`,
    );
  }
  const files: Record<string, string | undefined> = {};
  for (const { path } of input.fileChanges.deletions ?? []) {
    if (!head.tree.has(path)) {
      throw githubError(
        'UNPROCESSABLE',
        `A path was requested for deletion which does not exist as of commit oid \`${head.sha}\``,
      );
    }
    files[path] = undefined;
  }
  for (const { path, contents } of input.fileChanges.additions ?? []) {
    files[path] = Buffer.from(contents, 'base64').toString('utf8');
  }
  const { headline, body } = input.message;
  const message = body ? `${headline}\n\n${body}` : headline;
  return commitNode(git.commitTo(branchName, files, 'meshwright', message));
}

/** The fields of queries and mutations, over the schema of GitHub. */
export function githubRoot(state: GithubState) {
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      if (owner === state.owner && name === state.repo) {
        return repositoryNode(state);
      }
      throw githubError(
        'NOT_FOUND',
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
      );
    },
    createRef: ({ input }: { input: { name: string; oid: string } }) => {
      const branch = input.name.replace('refs/heads/', '');
      if (state.git.branches.has(branch)) {
        throw githubError(
          'UNPROCESSABLE',
          `A ref named "${input.name}" already exists in the repository.`,
        );
      }
      state.git.branches.set(branch, input.oid);
      return { ref: { name: branch } };
    },
    createCommitOnBranch: ({ input }: { input: CommitInput }) => ({
      commit: createCommit(state, input),
    }),
  };
}
