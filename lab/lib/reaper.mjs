import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

/**
 * A small process that outlives us just long enough to clean up when we are
 * killed and cannot: it is told each child's id over a pipe, and the end of the
 * pipe is our end. The folder goes too, unless we said good-bye.
 */
export function startReaper(folder) {
  const child = spawn(process.execPath, [self, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {}); // the reaper was killed; there is no second one
  child.unref();
  child.stdin.unref?.();
  return {
    add: pid => child.stdin.write(`+${pid}\n`),
    remove: pid => child.stdin.write(`-${pid}\n`),
    goodBye: () => child.stdin.end('bye\n'),
  };
}

async function reap(folder) {
  const alive = new Set();
  let saidGoodBye = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {});
  for await (const line of createInterface({ input: process.stdin })) {
    const pid = Number(line.slice(1));
    if (line === 'bye') saidGoodBye = true;
    else if (line.startsWith('+')) alive.add(pid);
    else alive.delete(pid);
  }
  for (const pid of alive) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it ended meanwhile
    }
  }
  const removal = {
    recursive: true,
    force: true,
    maxRetries: 5,
    retryDelay: 200,
  };
  if (!saidGoodBye) rmSync(folder, removal);
}

if (process.argv[1] === self) await reap(process.argv[2]);
