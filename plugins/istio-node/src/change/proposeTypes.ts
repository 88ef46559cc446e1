import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';
import type { Forge } from '../forges/Forge';
import type { CodeOwner } from '../owners/OwnerRule';
import type { ChangeIdentity } from './changeIdentity';
import type { ChangeKind } from './changeKind';
import type { ChangePlan, PlanMaker } from './ChangePlan';
import type { PullRequestText } from './pullRequestBody';

/** A change to propose. @public */
export interface ProposeRequest {
  forge: Forge;
  /** The branch that is synced to the clusters. */
  base: string;
  identity: ChangeIdentity;
  /** What is wanted, or what makes that for each state of the repository. */
  plan: ChangePlan | PlanMaker;
  text: PullRequestText;
  /** Folders outside of which nothing is written. */
  allowedFolders: readonly string[];
  labels?: readonly string[];
  reviewers?: { users?: readonly string[]; teams?: readonly string[] };
  /** Only says what would happen. */
  dryRun?: boolean;
  /** The plan takes definitions out: only the words differ. */
  removal?: boolean;
  /**
   * {@link ChangePreview.id} of the preview that was agreed to. Nothing is
   * written when the change would be another one by now.
   */
  previewed?: string;
  /** Waits between attempts; tests pass their own. */
  sleep?: (ms: number) => Promise<void>;
}

/** A file that a change touches. @public */
export interface ProposedFile {
  path: string;
  change: ChangeKind;
  added: number;
  removed: number;
}

/** A file as people see it before they agree. @public */
export interface PreviewedFile extends ProposedFile {
  /** Text as it is; absent when there is no such file, and when it is hidden. */
  before?: string;
  /** Text as it would be. */
  after?: string;
  /** Why a text is not shown, or not all of it. */
  note?: string;
}

/** What a dry run shows. @public */
export interface ChangePreview {
  /** Tells this change from another: same id, same lines in the same files. */
  id: string;
  /** `owner/name`. */
  repository: string;
  base: { branch: string; commit?: string };
  files: PreviewedFile[];
}

/** What came of a proposal. @public */
export interface ProposeResult {
  /**
   * - `created`: a pull request was opened
   * - `updated`: the open one was brought to the wanted state
   * - `unchanged`: the open one has it already, nothing was written
   * - `already-so`: the base has it already, there is no pull request
   * - `dry-run`: nothing was written, `diff` says what would be
   */
  outcome: 'created' | 'updated' | 'unchanged' | 'already-so' | 'dry-run';
  /** `<template>/<entity>/<intent>`, also on every object as an annotation. */
  changeId: string;
  branch: string;
  pullRequest?: { number: number; url: string };
  /** The commit that was pushed, if one was. */
  commit?: string;
  files: ProposedFile[];
  objects: Array<{ ref: ObjectRef; path: string; change: ChangeKind }>;
  /** Unified diff of what the run writes, or would write. */
  diff: string;
  /** Of a dry run. */
  preview?: ChangePreview;
  /**
   * What the pull request says, or in a dry run would say, as Markdown in
   * which texts of others are text. Absent where there is none.
   */
  pullRequestText?: string;
  /** Whom the CODEOWNERS file of the repository names for the files. */
  owners?: CodeOwner[];
  /** What did not work and is not worth failing for. */
  warnings: string[];
  /** One sentence for the task log. */
  message: string;
}

/** A request whose defaults are filled in. @internal */
export type ReadyRequest = ProposeRequest &
  Required<Pick<ProposeRequest, 'sleep'>>;
