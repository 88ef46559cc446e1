import { ForgeContext } from '../ForgeContext';
import { ForgeRepository } from '../ForgeRepository';

/** Where the API describes a repository. @internal */
export function apiUrl(context: ForgeContext, repository: ForgeRepository) {
  return `${context.url}/api/v1/repos/${repository.fullName}`;
}

/** Where people see a repository. @internal */
export function htmlUrl(context: ForgeContext, repository: ForgeRepository) {
  return `${context.url}/${repository.fullName}`;
}

/** @internal */
export function escapePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
