import { ForgeAccount } from './Account';
import { ForgeRepository } from './ForgeRepository';

/** What every part of the forge needs to answer a request. @internal */
export interface ForgeContext {
  /** Where people and programs reach the forge, without a slash at the end. */
  url: string;
  accounts: ForgeAccount[];
  repositories: ForgeRepository[];
  /** The CGI program for git's own protocol. */
  httpBackend: string;
  /** In whose name the pages merge and close. */
  reviewer: string;
  /** Where the pages' "back" link leads. */
  home?: { title: string; url: string };
  log: (line: string) => void;
}

/** A repository by its full name, in any case, as Gitea. @internal */
export function findRepository(
  context: ForgeContext,
  owner: string,
  name: string,
): ForgeRepository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return context.repositories.find(
    repository => repository.fullName.toLowerCase() === wanted,
  );
}
