/** Whether a repository of charts is a registry of containers. @internal */
export function isOci(repository: string): boolean {
  return repository.startsWith('oci://');
}

/** Without the scheme and the slash at the end, as Argo CD names a registry. @internal */
export function bareRepository(repository: string): string {
  return repository.replace(/^oci:\/\//, '').replace(/\/+$/, '');
}

/** File of the values of a release, below the folder of the cluster. @internal */
export function valuesFile(release: string): string {
  return `mesh/${release}.values.yaml`;
}
