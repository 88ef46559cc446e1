import { GraphQLError } from 'graphql';
import { blobSha, type GitModel } from '../git/GitModel';
import type { GitlabState } from './GitlabState';

const NODES_A_PAGE = 100;

function resolve(git: GitModel, ref: string) {
  const name = ref.startsWith('refs/heads/')
    ? ref.slice('refs/heads/'.length)
    : ref;
  return git.resolve(name);
}

function repository(state: GitlabState) {
  const { git } = state;
  return {
    rootRef: 'main',
    empty: false,
    exists: true,
    tree: ({ ref, path }: { ref: string; path: string }) => {
      if (path) throw new GraphQLError('the fake knows the root only');
      const sha = resolve(git, ref)?.sha;
      return { lastCommit: sha ? { sha } : null };
    },
    blobs: ({ ref, paths }: { ref: string; paths: string[] }) => {
      state.whileReading?.();
      const tree = resolve(git, ref)?.tree;
      const nodes = paths.flatMap(path => {
        const text = tree?.get(path);
        if (text === undefined) return [];
        const oid = blobSha(text);
        return [{ path, oid, mode: '100644', lfsOid: null, rawTextBlob: text }];
      });
      return { nodes: nodes.slice(0, NODES_A_PAGE) };
    },
  };
}

interface SetReviewers {
  projectPath: string;
  iid: string;
  reviewerUsernames: string[];
  operationMode: 'APPEND' | 'REMOVE' | 'REPLACE';
}

/** `app/graphql/mutations/merge_requests/set_reviewers.rb`: unknown names are nobody. */
function setReviewers(state: GitlabState, input: SetReviewers) {
  const pull = state.pulls.find(({ number }) => `${number}` === input.iid);
  if (!pull || input.projectPath !== state.project) {
    throw new GraphQLError(
      "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
    );
  }
  const known = input.reviewerUsernames.filter(name => state.users.has(name));
  const kept = input.operationMode === 'APPEND' ? pull.requested : [];
  pull.requested = [...new Set([...kept, ...known])];
  const nodes = pull.requested.map(username => ({ username }));
  return { errors: [], mergeRequest: { reviewers: { nodes } } };
}

/** The fields of queries and mutations, over the schema of GitLab. */
export function gitlabRoot(state: GitlabState) {
  return {
    project: ({ fullPath }: { fullPath: string }) =>
      fullPath === state.project ? { repository: repository(state) } : null,
    mergeRequestSetReviewers: ({ input }: { input: SetReviewers }) =>
      setReviewers(state, input),
  };
}
