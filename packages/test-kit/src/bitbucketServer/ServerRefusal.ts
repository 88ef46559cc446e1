import { Refusal } from '../git/FakePull';

/** An error as Bitbucket Data Center tells it: status, words and Java class. */
export class ServerRefusal extends Refusal {
  constructor(
    status: number,
    readonly exceptionName: string,
    message: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(status, message);
  }

  get body() {
    const { exceptionName, message, more } = this;
    return { errors: [{ context: null, message, exceptionName, ...more }] };
  }
}

const PACKAGE = 'com.atlassian.bitbucket';

/** Names and words as a live server answers them. */
export const refuse = {
  invalid: (message: string) =>
    new ServerRefusal(
      400,
      `${PACKAGE}.validation.ArgumentValidationException`,
      message,
    ),
  badCredential: () =>
    new ServerRefusal(
      401,
      `${PACKAGE}.auth.IncorrectPasswordAuthenticationException`,
      'Authentication failed. Please check your credentials and try again.',
    ),
  noRepository: (name: string) =>
    new ServerRefusal(
      404,
      `${PACKAGE}.repository.NoSuchRepositoryException`,
      `Repository ${name} does not exist.`,
    ),
  noCommit: (ref: string, repo: string) =>
    new ServerRefusal(
      404,
      `${PACKAGE}.commit.NoSuchCommitException`,
      `Commit '${ref}' does not exist in repository '${repo}'.`,
    ),
  noBranch: (branch: string, repo: string) =>
    new ServerRefusal(
      404,
      `${PACKAGE}.repository.NoSuchBranchException`,
      `Branch "${branch}" does not exist in repository '${repo}'.`,
    ),
  noPull: (number: number, name: string) =>
    new ServerRefusal(
      404,
      `${PACKAGE}.pull.NoSuchPullRequestException`,
      `Pull request ${number} does not exist in ${name}.`,
    ),
  pull: (kind: string, message: string, more?: Record<string, unknown>) =>
    new ServerRefusal(409, `${PACKAGE}.pull.${kind}`, message, more),
};
