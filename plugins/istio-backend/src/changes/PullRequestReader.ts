import type { PullRequestEvidence } from './judgeChange';

/** Asks a forge how a pull request stands. */
export interface PullRequestReader {
  /** `repoUrl` as the scaffolder's RepoUrlPicker writes it. Throws when the forge cannot say. */
  read(repoUrl: string, number: number): Promise<PullRequestEvidence>;
}
