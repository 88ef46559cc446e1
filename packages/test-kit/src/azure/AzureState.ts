import type { FakePull } from '../git/FakePull';
import type { GitModel } from '../git/GitModel';

/** A pull request, with what Azure DevOps found out about merging it. */
export interface FakeAzurePull extends FakePull {
  /** Heads of both branches when the merge was last tried. */
  tried?: string;
  /** Ids of identities and their votes. */
  reviewers: Map<string, number>;
}

/** Someone who can be asked for a review. */
export interface FakeIdentity {
  id: string;
  account: string;
  displayName: string;
  isContainer: boolean;
}

/** What the handlers of the fake look at and change. */
export interface AzureState {
  webUrl: string;
  git: GitModel;
  pulls: FakeAzurePull[];
  identities: readonly FakeIdentity[];
  /** Branches whose names begin so have a policy. */
  protectedPrefix?: string;
  /** Merges that were asked for, by their number. */
  merges: Array<{ parents: string[]; comment: string; asked: boolean }>;
  /** Called between the items of one batch: a push may come in. */
  whileReading?(): void;
}

/** Status and body of an answer. */
export interface AzureAnswer {
  status: number;
  body?: unknown;
  /** A file instead of JSON. */
  bytes?: Buffer;
}

export type Body = Record<string, unknown>;

/** An answer that is an exception of the server. */
export class AzureException extends Error {
  constructor(
    readonly status: number,
    readonly typeKey: string,
    message: string,
  ) {
    super(message);
  }
}

/** What the server throws for a request that it cannot make sense of. */
export function invalid(message: string): AzureException {
  return new AzureException(400, 'ArgumentException', message);
}

/** Refuses fields that a contract does not have, which would be mistakes. */
export function checkFields(
  body: object,
  required: readonly string[],
  optional: readonly string[] = [],
): void {
  for (const name of required) {
    if (!Object.hasOwn(body, name)) {
      throw invalid(`Value cannot be null. Parameter name: ${name}`);
    }
  }
  const known = new Set([...required, ...optional]);
  const unknown = Object.keys(body).find(name => !known.has(name));
  if (unknown) throw invalid(`${unknown} is not a field of the contract`);
}
