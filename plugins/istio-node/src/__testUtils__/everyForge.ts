import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  FakeAzure,
  FakeBitbucketCloud,
  FakeBitbucketServer,
  FakeGitea,
  FakeGithub,
  FakeGitlab,
  type GitModel,
} from '@meshwright/test-kit';
import type { HttpHandler } from 'msw';
import { createForge } from '../forges/createForge';
import type { Forge } from '../forges/Forge';

/** What tests of all forges do with a fake. */
export interface AnyFake {
  git: GitModel;
  token: string;
  handlers(): HttpHandler[];
  mergePull(number: number): void;
  closePull(number: number): void;
  calls: Array<{ method: string; path: string; writes?: boolean }>;
  stop?(): void;
}

type Files = Record<string, string>;

/** How a fake is made, and where the integration of its forge finds it. */
interface ForgeEntry {
  /** As the README has it. */
  title: string;
  make(
    host: string,
    files: Files,
  ): { fake: AnyFake; integrations: object; repoUrl: string };
}

const entry = (
  title: string,
  make: ForgeEntry['make'],
): [string, ForgeEntry] => [title, { title, make }];

/** A fake of each forge, reached as the app configuration names it. */
export const EVERY_FORGE: ReadonlyArray<[string, ForgeEntry]> = [
  entry('GitHub', (host, files) => {
    const fake = new FakeGithub({ host, enterprise: true, files });
    const { apiUrl: apiBaseUrl, token, owner, repo } = fake;
    return {
      fake,
      integrations: { github: [{ host, apiBaseUrl, token }] },
      repoUrl: `${host}?owner=${owner}&repo=${repo}`,
    };
  }),
  entry('GitLab', (host, files) => {
    const fake = new FakeGitlab({ host, files });
    const { apiUrl: apiBaseUrl, token, repo } = fake;
    return {
      fake,
      integrations: { gitlab: [{ host, apiBaseUrl, token }] },
      repoUrl: `${host}?owner=mesh%2Fplatform&repo=${repo}`,
    };
  }),
  entry('Azure DevOps', (host, files) => {
    const fake = new FakeAzure({ host, files });
    const credentials = [{ personalAccessToken: fake.token }];
    return {
      fake,
      integrations: { azure: [{ host, credentials }] },
      repoUrl: `${host}?organization=acme&project=Mesh%20Platform&repo=gitops`,
    };
  }),
  entry('Bitbucket Cloud', (_, files) => {
    const fake = new FakeBitbucketCloud({ files });
    fake.gitLogins.add(`x-bitbucket-api-token-auth:${fake.token}`);
    return {
      fake,
      integrations: {},
      repoUrl: 'bitbucket.org?workspace=acme&repo=gitops',
    };
  }),
  entry('Bitbucket Data Center', (host, files) => {
    const fake = new FakeBitbucketServer({ host, files });
    const { token } = fake;
    return {
      fake,
      integrations: { bitbucketServer: [{ host, token }] },
      repoUrl: `${host}?project=MESH&repo=gitops`,
    };
  }),
  entry('Gitea', (host, files) => {
    const fake = new FakeGitea({ url: `https://${host}`, files });
    const { owner, repo } = fake;
    return {
      fake,
      integrations: { gitea: [{ host }] },
      repoUrl: `${host}?owner=${owner}&repo=${repo}`,
    };
  }),
];

/** A forge of the table on its fake; each that is opened knows of no other. */
export function startForge({ make }: ForgeEntry, files: Files) {
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
