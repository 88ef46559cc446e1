import { createApiRef } from '@backstage/frontend-plugin-api';

/** Gives the tokens of the user who is signed in to a forge. */
export interface ScmAuthApi {
  getCredentials(options: {
    url: string;
    additionalScope?: { repoWrite?: boolean };
  }): Promise<{ token: string }>;
}

/**
 * `scmAuthApiRef` of `@backstage/integration-react`, as far as it is needed: an
 * app knows its APIs by their ids. Not every app has it.
 */
export const scmAuthApiRef = createApiRef<ScmAuthApi>().with({
  id: 'core.scmauth',
  pluginId: 'app',
});
