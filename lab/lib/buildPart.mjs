import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { BuildProgress } from './BuildProgress.mjs';
import {
  binaryPath,
  isShareMissing,
  missingBinaries,
  moduleFolder,
  partFolder,
  sharePath,
} from './cache.mjs';
import { explainGoFailure } from './goToolchain.mjs';
import { LabError } from './LabError.mjs';
import { run } from './run.mjs';

/** Builds what is missing of one part into the cache. */
export async function buildPart(part, { signal } = {}) {
  mkdirSync(join(partFolder(part), 'bin'), { recursive: true });
  for (const binary of missingBinaries(part))
    await buildBinary(part, binary, signal);
  if (isShareMissing(part)) await copyShare(part);
}

async function buildBinary(part, binary, signal) {
  const progress = new BuildProgress(binary.name);
  const target = binaryPath(part, binary);
  // Built beside its place and then renamed: a binary that exists is complete.
  const unfinished = `${target}.unfinished`;
  const command = binary.isTest ? ['test', '-c'] : ['build', '-v'];
  const args = [...command, '-trimpath', '-ldflags=-s -w', '-o', unfinished];
  if (binary.tags) args.push('-tags', binary.tags);
  // Go leaves its work behind when it is interrupted; here it can be removed.
  const workFolder = `${target}.work`;
  mkdirSync(workFolder, { recursive: true });
  const ticker = setInterval(() => progress.show(), 1000);
  try {
    await run('go', [...args, binary.package], {
      cwd: moduleFolder(part),
      env: {
        ...process.env,
        CGO_ENABLED: part.needsCCompiler ? '1' : '0',
        GOTMPDIR: workFolder,
      },
      onErrorLine: line => progress.line(line),
      signal,
    });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    progress.done(signal?.aborted ? 'interrupted' : 'failed');
    if (signal?.aborted) throw new LabError('interrupted');
    throw new LabError(
      `${binary.name}: ${explainGoFailure(error.stderr ?? error.message)}`,
    );
  } finally {
    clearInterval(ticker);
    rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 });
  }
  const megabytes = Math.round(statSync(target).size / 1e6);
  progress.done(`built in ${progress.seconds()} s, ${megabytes} MB`);
}

async function copyShare(part) {
  const unfinished = `${sharePath(part)}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const { module, from, to } of part.copies) {
    // A part without binaries has downloaded nothing yet.
    await run('go', ['mod', 'download', module], { cwd: moduleFolder(part) });
    const { stdout } = await run(
      'go',
      ['list', '-m', '-f', '{{.Dir}}', module],
      {
        cwd: moduleFolder(part),
      },
    );
    const target = join(unfinished, to);
    mkdirSync(join(target, '..'), { recursive: true });
    cpSync(join(stdout.trim(), from), target, { recursive: true });
    // The module cache is read-only; a cache that cannot be removed annoys.
    makeWritable(target);
  }
  renameSync(unfinished, sharePath(part));
}

function makeWritable(path) {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder)
    readdirSync(path).forEach(name => makeWritable(join(path, name)));
}
