import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { ForgeEntry } from '@meshwright/test-kit';
import { createForge } from '../forges/createForge';
import type { Forge } from '../forges/Forge';

/** A forge of the table on its fake; each that is opened knows of no other. */
export function startForge(
  { make }: ForgeEntry,
  files: Record<string, string>,
) {
  // A host of its own: neither limits nor contents are those of another test.
  const host = `git-${Math.random()}.example.com`;
  const { fake, integrations, repoUrl } = make(host, files);
  const config = new ConfigReader({ integrations });
  const options = {
    integrations: ScmIntegrations.fromConfig(config),
    repoUrl,
    // Where the integration has none, as of a user who signed in.
    token: fake.token,
  };
  const open = (): Forge => createForge(options);
  /** As another process, which remembers nothing. */
  const openElsewhere = (): Forge => {
    let createOther: typeof createForge | undefined;
    jest.isolateModules(() => {
      createOther = jest.requireActual('../forges/createForge').createForge;
    });
    if (!createOther) throw new Error('no module was loaded');
    return createOther(options);
  };
  const writes = () =>
    fake.calls.map(call => call.writes ?? call.method !== 'GET');
  return { fake, forge: open(), open, openElsewhere, writes };
}
