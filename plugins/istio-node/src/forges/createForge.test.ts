import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createForge } from './createForge';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'git.example.com', username: 'bot', password: 'secret' }],
      github: [
        { host: 'github.com', token: 'ghp_x' },
        { host: 'github.example.com' },
      ],
      gitlab: [{ host: 'gitlab.com' }],
    },
  }),
);

describe('createForge', () => {
  it('makes a Gitea forge of a configured host', () => {
    const repoUrl = 'git.example.com?owner=platform&repo=gitops';
    expect(createForge({ integrations, repoUrl })).toMatchObject({
      type: 'gitea',
      repository: 'platform/gitops',
    });
  });

  it('makes a GitHub forge, of an Enterprise server too', () => {
    for (const host of ['github.com', 'github.example.com']) {
      const repoUrl = `${host}?owner=platform&repo=gitops`;
      expect(createForge({ integrations, repoUrl })).toMatchObject({
        type: 'github',
        repository: 'platform/gitops',
      });
    }
  });

  it('calls no host that is not configured', () => {
    const repoUrl = '169.254.169.254?owner=a&repo=b';
    expect(() => createForge({ integrations, repoUrl })).toThrow(
      'No integration is configured for 169.254.169.254: add it under integrations in the app configuration.',
    );
  });

  it('names a forge that is not supported', () => {
    const repoUrl = 'gitlab.com?owner=a&repo=b';
    expect(() => createForge({ integrations, repoUrl })).toThrow(
      'gitlab at gitlab.com is not supported yet',
    );
  });
});
