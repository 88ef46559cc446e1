import {
  CONFORMANCE_SEED,
  FakeGitea,
  forgeConformance,
} from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { GiteaForge } from './GiteaForge';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

forgeConformance('GiteaForge on the fake', async () => {
  const fake = new FakeGitea({ files: CONFORMANCE_SEED });
  server.use(...fake.handlers());
  const { owner, repo, token } = fake;
  const at = { host: 'git.example.com', owner, repo, token };
  return {
    forge: new GiteaForge(at),
    withWrongToken: new GiteaForge({ ...at, token: 'wrong' }),
    missing: new GiteaForge({ ...at, repo: 'nowhere' }),
    base: 'main',
    reviewer: 'sam.okafor',
    label: 'mesh',
    commitAsPerson: async (branch, files) =>
      fake.git.commitTo(branch, files, 'ana.ruiz').sha,
    mergeAsPerson: async number => fake.mergePull(number),
    closeAsPerson: async number => fake.closePull(number),
    stop: async () => {},
  };
});
