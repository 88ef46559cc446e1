import { posix } from 'node:path';
import { codeSpan, plainText, table } from './markdown';
import { objectTitle } from './objectTitle';
import type { PullRequestFacts } from './pullRequestBody';
import { isKustomization } from './workingCopy';

function commonFolder(paths: string[]): string {
  if (paths.length === 0) return '';
  const split = paths.map(path => posix.dirname(path).split('/'));
  const first = split[0];
  const length = first.findIndex((part, i) =>
    split.some(parts => parts[i] !== part),
  );
  const parts = length < 0 ? first : first.slice(0, length);
  return parts[0] === '.' ? '' : parts.join('/');
}

/**
 * The objects of a pull request with their files, and the files beside them.
 *
 * @internal
 */
export function objectTable({
  objects,
  files,
}: Pick<PullRequestFacts, 'objects' | 'files'>): string {
  const folder = commonFolder(files.map(({ path }) => path));
  const short = (path: string) =>
    codeSpan(folder ? posix.relative(folder, path) : path);
  const holders = new Set(objects.map(({ path }) => path));
  const others = files.filter(({ path }) => !holders.has(path));
  return table(
    [
      'Object',
      folder ? `File under ${codeSpan(`${folder}/`)}` : 'File',
      'Change',
    ],
    [
      ...objects.map(({ ref, path, change }) => [
        plainText(objectTitle(ref)),
        short(path),
        change,
      ]),
      ...others.map(({ path, change }) => [
        isKustomization(path) ? 'Kustomization' : 'File',
        short(path),
        change,
      ]),
    ],
  );
}
