/**
 * Several files of one ref. The head is asked for before and after the files,
 * so that a push in between shows. Verified with `doc/api/graphql/reference`
 * and `app/graphql/resolvers/{blobs,tree,last_commit}_resolver.rb` of GitLab.
 *
 * @internal
 */
export const READ_FILES = `query ReadFiles($project: ID!, $ref: String!, $paths: [String!]!) {
  project(fullPath: $project) {
    repository {
      before: tree(ref: $ref) { lastCommit { sha } }
      blobs(ref: $ref, paths: $paths) {
        nodes { path oid mode lfsOid rawTextBlob }
      }
      after: tree(ref: $ref) { lastCommit { sha } }
    }
  }
}`;

/** Asks people for their review beside those who were asked before. @internal */
export const ADD_REVIEWERS = `mutation AddReviewers($project: ID!, $iid: String!, $names: [String!]!) {
  mergeRequestSetReviewers(input: { projectPath: $project, iid: $iid, reviewerUsernames: $names, operationMode: APPEND }) {
    mergeRequest { reviewers { nodes { username } } }
    errors
  }
}`;
