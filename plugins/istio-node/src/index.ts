/**
 * The GitOps change engine and the forges of the Meshwright plugins.
 *
 * @packageDocumentation
 */
export type {
  CommitRequest,
  FileChange,
  Forge,
  PullRequest,
  PullRequestState,
  RepositoryFile,
} from './forges/Forge';
export {
  BitbucketCloudForge,
  type BitbucketCloudForgeOptions,
} from './forges/bitbucketCloud/BitbucketCloudForge';
export {
  BitbucketServerForge,
  type BitbucketServerForgeOptions,
} from './forges/bitbucketServer/BitbucketServerForge';
export { AzureForge, type AzureForgeOptions } from './forges/azure/AzureForge';
export { createForge, type CreateForgeOptions } from './forges/createForge';
export { forgeError, forgeFault, type ForgeFault } from './forges/forgeFault';
export { GiteaForge, type GiteaForgeOptions } from './forges/gitea/GiteaForge';
export {
  GithubForge,
  type GithubForgeOptions,
} from './forges/github/GithubForge';
export {
  GitlabForge,
  type GitlabForgeOptions,
} from './forges/gitlab/GitlabForge';
export { parseRepoUrl, type RepositoryLocation } from './forges/repoUrl';
export { codeOwners, codeOwnersPaths } from './owners/codeOwners';
export type { CodeOwner } from './owners/OwnerRule';
export { linearRegExp, type LinearTest } from './owners/linearRegExp';
export { StepBudget, StepsSpentError } from './owners/StepBudget';
export type {
  ChangePlan,
  FileTexts,
  PlanMaker,
  MadeThings,
  PlanReader,
} from './change/ChangePlan';
export {
  changeBranch,
  changeId,
  type ChangeIdentity,
} from './change/changeIdentity';
export type { ChangeKind } from './change/changeKind';
export {
  clusterFolder,
  DEFAULT_LAYOUT_PATH,
  type FolderLayout,
  type ManifestLayout,
} from './change/manifestLayout';
export type { TextNote } from './change/changeMarker';
export type { FolderLook } from './change/lookThrough';
export { readRepository } from './change/readRepository';
export type {
  RepositoryQuestion,
  RepositoryReading,
} from './change/RepositoryQuestion';
export {
  planDefinitions,
  type PlannedDefinitions,
} from './change/planDefinitions';
export { planInPlace } from './change/planInPlace';
export { planFiles } from './change/planFiles';
export { planManifests } from './change/planManifests';
export { codeBlock, plainText } from './change/markdown';
export { proposeChange } from './change/proposeChange';
export type {
  ChangePreview,
  PreviewedFile,
  ProposedFile,
  ProposeRequest,
  ProposeResult,
} from './change/proposeTypes';
export {
  buildPullRequestBody,
  changeTitle,
  type PullRequestFacts,
  type PullRequestText,
} from './change/pullRequestBody';
export { assertBranchName } from './change/branchName';
export { assertAllowedRepository } from './change/repositoryPolicy';
export { assertSafePath } from './change/safePath';
export { createPemReader } from './x509/createPemReader';
