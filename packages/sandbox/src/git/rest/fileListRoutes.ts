import { ForgeError } from '../ForgeError';
import { isTreePath } from '../repository/isTreePath';
import { findEntry } from '../repository/trees';
import { contentAnswer, requestedCommit } from './contentAnswer';
import { asObject, list } from './fields';
import { RepositoryRequest, Route } from './RestRequest';

/** Gitea's DEFAULT_PAGING_NUM. */
const FILES_PER_ANSWER = 30;

/** Gitea: GetFileContentsGet and GetFileContentsPost of routers/api/v1/repo/file.go. @internal */
export const fileListRoutes: Route<RepositoryRequest>[] = [
  {
    method: 'GET',
    path: '/file-contents',
    need: 'read',
    handle: request =>
      listFiles(request, readBody(request.url.searchParams.get('body'))),
  },
  {
    method: 'POST',
    path: '/file-contents',
    need: 'read',
    handle: request => listFiles(request, request.body),
  },
];

/** Several files at once, in the order asked; null for what is not there. */
async function listFiles(
  request: RepositoryRequest,
  body: Record<string, unknown>,
) {
  const { gitDir } = request.repository;
  const at = await requestedCommit(request);
  const answers = [];
  const paths = list(body, 'files').map(String);
  for (const path of paths.slice(0, FILES_PER_ANSWER)) {
    const entry = isTreePath(path)
      ? await findEntry(gitDir, at.sha, path)
      : undefined;
    answers.push(entry ? await contentAnswer(request, at, entry, true) : null);
  }
  return { status: 200, body: answers };
}

function readBody(text: string | null): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? ''), 'body');
  } catch {
    throw new ForgeError(400, 'invalid body parameter');
  }
}
