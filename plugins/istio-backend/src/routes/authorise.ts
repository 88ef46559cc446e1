import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import type { RouteContext } from './RouteContext';

/** The caller, once it is sure that the caller may do this. */
export async function authorise(
  context: Pick<RouteContext, 'httpAuth' | 'permissions'>,
  request: Request,
  permission: BasicPermission,
): Promise<BackstageCredentials> {
  const credentials = await context.httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const [decision] = await context.permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `This needs the permission ${permission.name}; ask the administrators of Backstage for it`,
    );
  }
  return credentials;
}
