/** Fields of a pull request that {@link toPullRequest} reads. */
const PULL_REQUEST = `
  number url state title body mergeable mergedAt isCrossRepository
  headRefName headRefOid baseRefName baseRefOid
  mergeCommit { oid }
  labels(first: 100) { nodes { name } }
  reviewRequests(first: 100) {
    nodes { requestedReviewer { __typename ... on User { login } ... on Team { slug } } }
  }`;

/** Pull requests from one branch to another, newest first. */
export const FIND_PULL_REQUESTS = `query FindPullRequests($owner: String!, $name: String!, $head: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    id
    pullRequests(headRefName: $head, baseRefName: $base, first: 20, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { ${PULL_REQUEST} }
    }
  }
}`;

/** One pull request by number, with who reviewed it. */
export const GET_PULL_REQUEST = `query GetPullRequest($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    id
    pullRequest(number: $number) {
      ${PULL_REQUEST}
      latestReviews(first: 100) { nodes { author { __typename login } } }
    }
  }
}`;

/** The head of a branch. */
export const GET_HEAD = `query GetHead($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    id
    object(expression: $ref) { oid }
  }
}`;

/** Several files of one commit, under the aliases `f0`, `f1`, … */
export function readFilesQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_, i) => i);
  return `query ReadFiles($owner: String!, $name: String!, $ref: String!${indexes
    .map(i => `, $p${i}: String!`)
    .join('')}) {
  repository(owner: $owner, name: $name) {
    id
    object(expression: $ref) {
      oid
      ... on Commit {
        ${indexes.map(i => `f${i}: file(path: $p${i}) { ...File }`).join('\n')}
      }
    }
  }
}
fragment File on TreeEntry {
  mode type oid
  object { ... on Blob { text isBinary isTruncated } }
}`;
}

const COMMITTED = 'commit { oid parents(first: 1) { nodes { oid } } }';

/** Commits on top of a branch, guarded by its head. */
export const COMMIT = `mutation Commit($commit: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $commit) { ${COMMITTED} }
}`;

/** Makes a branch and commits to it; GitHub runs the two in this order. */
export const BRANCH_AND_COMMIT = `mutation BranchAndCommit($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!) {
  createRef(input: $ref) { ref { name } }
  createCommitOnBranch(input: $commit) { ${COMMITTED} }
}`;
