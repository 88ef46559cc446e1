/**
 * Test helpers of this repository.
 *
 * @packageDocumentation
 */
export { expectGolden } from './expectGolden';
export {
  FakeGitea,
  type FakeGiteaOptions,
  type GiteaCall,
  type GiteaFault,
} from './gitea/FakeGitea';
export {
  CONFORMANCE_SEED,
  forgeConformance,
  type ForgeFixture,
} from './forgeConformance';
export { goldenCases, type GoldenCase } from './goldenCases';
export { nativeImport } from './nativeImport';
export {
  FakeGithub,
  type FakeGithubOptions,
  type GithubCall,
} from './github/FakeGithub';
export {
  FakeBitbucketServer,
  type BitbucketServerCall,
  type FakeBitbucketServerOptions,
} from './bitbucketServer/FakeBitbucketServer';
