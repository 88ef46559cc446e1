import { z } from 'zod';
import type { ForgeReply } from '../forgeClient';

const errorList = z.object({
  errors: z.array(
    z.looseObject({
      message: z.string().nullish(),
      exceptionName: z.string().nullish(),
      conflicted: z.boolean().nullish(),
    }),
  ),
});

/** What an answer that is an error says. @internal */
export interface ServerProblem {
  /** The Java class of the first error, without its package. */
  name: string;
  /** Its whole name, with the package. */
  fullName: string;
  /** What the errors say, for people. */
  said: string;
  /** Whether the error of a merge is about conflicts. */
  conflicted: boolean;
}

/** Reads `{errors: [{message, exceptionName}]}`. @internal */
export function problemOf(reply: ForgeReply): ServerProblem {
  const { data } = errorList.safeParse(reply.body);
  const [first] = data?.errors ?? [];
  const fullName = first?.exceptionName ?? '';
  const texts = (data?.errors ?? []).flatMap(({ message }) => message ?? []);
  return {
    name: fullName.slice(fullName.lastIndexOf('.') + 1),
    fullName,
    said: texts.length ? reply.clean(texts.join('; ')) : reply.message,
    conflicted: (data?.errors ?? []).some(error => error.conflicted === true),
  };
}

/** The ref that was asked for does not exist. */
export const NO_SUCH_REF: ReadonlySet<string> = new Set([
  'NoSuchCommitException',
  'NoSuchBranchException',
  'NoSuchObjectException',
]);

const NO_SUCH_REPOSITORY: ReadonlySet<string> = new Set([
  'NoSuchRepositoryException',
  'NoSuchProjectException',
]);

/** @internal */
export function isMissingRepository({ name }: ServerProblem): boolean {
  return NO_SUCH_REPOSITORY.has(name);
}

/**
 * Whether a 401 is about the credential itself. Missing rights are 401 too,
 * as `com.atlassian.bitbucket.AuthorisationException`.
 *
 * @internal
 */
export function isBadCredential({ fullName, name }: ServerProblem): boolean {
  return (
    fullName.startsWith('com.atlassian.bitbucket.auth.') ||
    /^Authentication/.test(name) ||
    name === ''
  );
}

/** Whether a rule of the branch, and not a right of the account, forbids it. @internal */
export function isRule({ name, said }: ServerProblem): boolean {
  return (
    name === 'RepositoryHookVetoedException' ||
    /branch permission|restricted|hook/i.test(said)
  );
}
