import { buildSchema } from 'graphql';

/**
 * The part of GitLab's GraphQL schema that this repository asks, with the
 * names, types and arguments of its reference (`doc/api/graphql/reference` and
 * `app/graphql/types`), so that a document which GitLab would refuse is refused
 * here.
 */
export const gitlabSchema = buildSchema(`
  type Query { project(fullPath: ID!): Project }
  type Project { id: ID! fullPath: ID! repository: Repository }
  type Repository {
    rootRef: String
    empty: Boolean!
    exists: Boolean!
    tree(path: String = "", recursive: Boolean = false, ref: String): Tree
    blobs(paths: [String!]!, ref: String, after: String, before: String, first: Int, last: Int): RepositoryBlobConnection
  }
  type Tree { lastCommit: Commit }
  type Commit { id: ID! sha: String! shortId: String! title: String message: String }
  type RepositoryBlobConnection { nodes: [RepositoryBlob] pageInfo: PageInfo! }
  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
  type RepositoryBlob {
    id: ID! oid: String! path: String! name: String mode: String lfsOid: String
    size: BigInt rawSize: BigInt rawBlob: String rawTextBlob: String
  }
  scalar BigInt
  type Mutation {
    mergeRequestSetReviewers(input: MergeRequestSetReviewersInput!): MergeRequestSetReviewersPayload
  }
  input MergeRequestSetReviewersInput {
    clientMutationId: String
    iid: String!
    operationMode: MutationOperationMode = REPLACE
    projectPath: ID!
    reviewerUsernames: [String!]!
  }
  enum MutationOperationMode { APPEND REMOVE REPLACE }
  type MergeRequestSetReviewersPayload {
    clientMutationId: String
    errors: [String!]!
    mergeRequest: MergeRequest
  }
  type MergeRequest { id: ID! iid: String! reviewers: MergeRequestReviewerConnection }
  type MergeRequestReviewerConnection { nodes: [MergeRequestReviewer] pageInfo: PageInfo! }
  type MergeRequestReviewer { id: ID! username: String! name: String! }
`);
