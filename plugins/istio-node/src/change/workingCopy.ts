import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  addKustomizationResources,
  removeKustomizationResources,
  UnreadableYamlError,
} from '@meshwright/backstage-plugin-istio-common';

const KUSTOMIZATION = 'kustomization.yaml';

/** Runs an edit; what cannot be read is named with its file. */
function edit<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UnreadableYamlError)) throw error;
    throw new InputError(`${path}: ${error.message}. Correct the file first.`);
  }
}

/** @internal */
export function kustomizationAt(folder: string): string {
  return posix.join(folder, KUSTOMIZATION);
}

/** @internal */
export function isKustomization(path: string): boolean {
  return posix.basename(path) === KUSTOMIZATION;
}

/** Files that are being edited, with the two edits of kustomizations. @internal */
export class WorkingCopy {
  constructor(readonly files: Map<string, string>) {}

  /** Edits one file; a result of `undefined` takes it away. */
  edit(
    path: string,
    change: (text: string | undefined) => string | undefined,
  ): void {
    const text = edit(path, () => change(this.files.get(path)));
    if (text === undefined) this.files.delete(path);
    else this.files.set(path, text);
  }

  list(folder: string, resource: string): void {
    this.edit(kustomizationAt(folder), text =>
      addKustomizationResources(text, [resource]),
    );
  }

  /** True when the kustomization went with it. */
  unlist(folder: string, resource: string): boolean {
    const path = kustomizationAt(folder);
    if (!this.files.has(path)) return false;
    this.edit(path, text =>
      text === undefined
        ? undefined
        : removeKustomizationResources(text, [resource]),
    );
    return !this.files.has(path);
  }
}
