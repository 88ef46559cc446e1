import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type BuiltDefinitions,
  INTENTS,
  type ManifestObject,
  renderManifests,
} from '@meshwright/backstage-plugin-istio-common';
import { labFacts } from './labFacts';

const run = promisify(execFile);

/** The definitions of an intent; fails with its problems. */
export function definitionsOf(name: string, input: unknown): BuiltDefinitions {
  const result = INTENTS.find(kind => kind.name === name)?.build(input);
  if (result && 'built' in result) return result.built;
  throw new Error(`${name}: ${JSON.stringify(result?.problems)}`);
}

/** kubectl with all rights, or as somebody: `--as=…` among the arguments. */
export async function kubectl(...args: string[]): Promise<string> {
  const { binaries, kubeconfigPath } = labFacts();
  const { stdout } = await run(binaries.kubectl, [
    `--kubeconfig=${kubeconfigPath}`,
    ...args,
  ]);
  return stdout;
}

/** kubectl on a text: `apply`, `create` or another of its words, with `-f`. */
export async function kubectlWith(
  text: string,
  ...args: string[]
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-apply-'));
  try {
    const file = join(folder, 'objects.yaml');
    writeFileSync(file, text);
    return await kubectl(...args, '-f', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Applies definitions as a GitOps controller does: as they stand in the repository. */
export const applyDefinitions = (objects: readonly ManifestObject[]) =>
  kubectlWith(
    renderManifests(objects),
    ...['apply', '--server-side', '--validate=strict'],
  );

/** Deletes definitions; what is gone already is as good. */
export const deleteDefinitions = (objects: readonly ManifestObject[]) =>
  kubectlWith(
    renderManifests(objects),
    ...['delete', '--ignore-not-found', '--wait=false'],
  );
