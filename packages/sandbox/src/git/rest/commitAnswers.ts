import { Commit, CommitRange, listCommits } from '../repository/commits';
import { FileDiff, diffFiles } from '../repository/diffs';
import { RepositoryRequest } from './RestRequest';
import { toApiCommit } from './toApiCommit';

// The tree of nothing, which the first commit is compared with.
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const STATUS: Partial<Record<FileDiff['status'], string>> = {
  added: 'added',
  deleted: 'removed',
};

/** The commits of a range as the API gives them, with files and counts. @internal */
export async function commitAnswers(
  request: RepositoryRequest,
  range: CommitRange,
) {
  const commits = await listCommits(request.repository.gitDir, range);
  const answers = [];
  for (const commit of commits) {
    answers.push(await commitAnswer(request, commit));
  }
  return answers;
}

/** @internal */
export async function commitAnswer(request: RepositoryRequest, commit: Commit) {
  const { context, repository, url } = request;
  const wanted = (name: string) =>
    ['', 'true', '1'].includes(url.searchParams.get(name) ?? '');
  const files =
    wanted('files') || wanted('stat')
      ? await diffFiles(
          repository.gitDir,
          commit.parents[0] ?? EMPTY_TREE,
          commit.sha,
        )
      : [];
  const sum = (field: 'additions' | 'deletions') =>
    files.reduce((total, file) => total + file[field], 0);
  return toApiCommit(
    context,
    repository,
    commit,
    wanted('files')
      ? files.map(({ path, status }) => ({
          filename: path,
          status: STATUS[status] ?? 'modified',
        }))
      : [],
    { additions: sum('additions'), deletions: sum('deletions') },
  );
}
