import type { CommitRequest } from '../Forge';
import { type FormPart, multipart } from '../multipart';

/**
 * The form of a commit (`POST /src`): a path among `files` without a file is
 * removed.
 *
 * @internal
 */
export function commitForm(request: CommitRequest, parent: string) {
  const { branch, message, files } = request;
  const parts = files.map(({ path, content }): FormPart => {
    const absolute = `/${path}`;
    return content === undefined
      ? { name: 'files', content: absolute }
      : { name: absolute, content, fileName: path.split('/').at(-1) ?? path };
  });
  return multipart([
    { name: 'message', content: message },
    { name: 'branch', content: branch },
    { name: 'parents', content: parent },
    ...parts,
  ]);
}
