import type { HttpHandler } from 'msw';
import { FakeAzure } from './azure/FakeAzure';
import { FakeBitbucketCloud } from './bitbucketCloud/FakeBitbucketCloud';
import { FakeBitbucketServer } from './bitbucketServer/FakeBitbucketServer';
import type { GitModel } from './git/GitModel';
import { FakeGitea } from './gitea/FakeGitea';
import { FakeGithub } from './github/FakeGithub';
import { FakeGitlab } from './gitlab/FakeGitlab';

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
export interface ForgeEntry {
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
