import { binary } from './binaries.mjs';
import { run } from './run.mjs';

/** Applies manifests (files, folders, or text) on the server's side. */
export async function applyManifests({ kubeconfigPath }, { files = [], text }) {
  const sources =
    text === undefined ? files.flatMap(file => ['-f', file]) : ['-f', '-'];
  await run(
    binary('kubectl'),
    [
      `--kubeconfig=${kubeconfigPath}`,
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=meshwright-lab',
      ...sources,
    ],
    { input: text, describe: 'kubectl apply', timeoutMs: 120_000 },
  );
}
