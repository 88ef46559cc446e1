/**
 * Test helpers of this repository.
 *
 * @packageDocumentation
 */
export { type AnyFake, EVERY_FORGE, type ForgeEntry } from './everyForge';
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
export { recordAnswers } from './recordAnswers';
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
export {
  FakeGitlab,
  type FakeGitlabOptions,
  type GitlabCall,
} from './gitlab/FakeGitlab';
export { GitModel } from './git/GitModel';
export {
  FakeBitbucketCloud,
  type BitbucketCloudCall,
  type FakeBitbucketCloudOptions,
} from './bitbucketCloud/FakeBitbucketCloud';
export {
  FakeAzure,
  type AzureCall,
  type FakeAzureOptions,
} from './azure/FakeAzure';
export { serveForges } from './serveForges';
