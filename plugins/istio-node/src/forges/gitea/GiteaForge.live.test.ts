import { forgeConformance } from '@meshwright/test-kit';
import { liveGitea, liveGiteaUrl } from '../../__testUtils__/liveGitea';

if (liveGiteaUrl) {
  jest.setTimeout(180_000);
  forgeConformance('GiteaForge on Gitea', liveGitea);
} else {
  // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect -- says why nothing ran
  it.skip('needs GITEA_URL and GITEA_TOKEN', () => {});
}
