import { FolderBuild, RepositoryFiles } from './FolderBuild';
import { Manifest } from './Manifest';
import { SyncProblem } from './SyncReport';

/** @internal */
export interface Build {
  manifests: Manifest[];
  problems: SyncProblem[];
}

/**
 * Collects what a folder declares. A `kustomization.yaml` names files and
 * folders under `resources` and may do nothing else; a folder without one counts
 * with every YAML file below it. What is wrong stays with its folder: the rest is
 * still collected.
 *
 * @internal
 */
export function buildManifests(files: RepositoryFiles, root: string): Build {
  const build = new FolderBuild(files);
  if (!build.isFolder(root)) {
    const message = `the repository has no folder ${root}`;
    return { manifests: [], problems: [{ path: root, message }] };
  }
  build.folder(root, []);
  return { manifests: build.manifests, problems: build.problems };
}
