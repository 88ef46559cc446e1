import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';

/** What becomes of a file. */
export type FileChange = 'create' | 'update' | 'delete' | 'unchanged';

/** One file of the repository as it is and as it would be. */
export interface PreviewFile {
  path: string;
  change: FileChange;
  added: number;
  removed: number;
  /** Empty for a file that is not there yet, stays as it is, or is not shown. */
  before: string;
  /** Empty for a file that would be gone. */
  after: string;
  /** Why a text is not shown, or not all of it. */
  note?: string;
}

/** One object of the change. */
export interface PreviewObject {
  kind: string;
  namespace?: string;
  name: string;
  /** File in the repository. */
  path: string;
  change: FileChange;
}

/** Everything that a change would do, as its own steps say without writing it. */
export interface ChangePreview {
  previewId: string;
  repository: string;
  base: { branch: string; commit?: string };
  /** Branch that the change would be pushed to. */
  branch?: string;
  pullRequest?: { number: number; url: string };
  reviewers: string[];
  files: PreviewFile[];
  /** Absent where the module of the scaffolder does not tell them. */
  objects?: PreviewObject[];
  findings: ValidationFinding[];
  passed: number;
  unverified: string[];
  verifiedAgainst?: { cluster: string; at: string };
  summary?: string;
  effects: string[];
  rollback?: string;
}

/** Whether the repository has the wanted state already. */
export function isAlreadySo({ files }: ChangePreview): boolean {
  return files.every(({ change }) => change === 'unchanged');
}

/** The findings that hold the change back. */
export function blockingFindings({
  findings,
}: ChangePreview): ValidationFinding[] {
  return findings.filter(({ severity }) => severity === 'error');
}
