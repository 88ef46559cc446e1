import { ForgeRepository } from '../ForgeRepository';
import { mergeBase } from '../repository/commits';
import { mergeTrees } from '../repository/mergeTrees';
import { readRef } from '../repository/refs';
import { PullRecord } from './PullRecord';

/** A pull request with what only git can say of it now. @internal */
export interface PullState {
  pull: PullRecord;
  /** The base branch's commit; empty when the branch is gone. */
  baseSha: string;
  headSha: string;
  /** Whether the head branch still exists. */
  headExists: boolean;
  mergeBase: string;
  mergeable: boolean;
  /** What both sides changed. */
  conflicts: string[];
}

/** @internal */
export async function pullState(
  repository: ForgeRepository,
  pull: PullRecord,
): Promise<PullState> {
  const { gitDir } = repository;
  const baseSha = (await readRef(gitDir, `refs/heads/${pull.base}`)) ?? '';
  const branch = await readRef(gitDir, `refs/heads/${pull.head}`);
  // A merged pull request stays as it was, whatever its branch does later.
  const headSha = pull.merged ? pull.headSha : branch ?? pull.headSha;
  const common =
    pull.mergeBase ??
    (baseSha && (await mergeBase(gitDir, baseSha, headSha))) ??
    '';
  const settled = {
    pull,
    baseSha,
    headSha,
    headExists: !!branch,
    mergeBase: common,
  };
  if (pull.merged || !baseSha || !common) {
    return { ...settled, mergeable: !!pull.merged, conflicts: [] };
  }
  const merge = await mergeTrees(gitDir, baseSha, headSha);
  return {
    ...settled,
    mergeable: merge.ok && !isWorkInProgress(pull.title),
    conflicts: merge.ok ? [] : merge.conflicts,
  };
}

/** Gitea's default prefixes of a title that say "not yet". @internal */
export function isWorkInProgress(title: string): boolean {
  return /^(WIP:|\[WIP\])/i.test(title);
}
