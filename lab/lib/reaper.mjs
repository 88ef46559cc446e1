import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

/**
 * A small process that outlives us just long enough to end our children when
 * we are killed and cannot: it is told each child's id over a pipe, and the
 * end of the pipe is our end.
 */
export function startReaper() {
  const child = spawn(process.execPath, [self], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {}); // the reaper was killed; there is no second one
  child.unref();
  child.stdin.unref?.();
  return {
    add: pid => child.stdin.write(`+${pid}\n`),
    remove: pid => child.stdin.write(`-${pid}\n`),
    close: () => child.stdin.end(),
  };
}

async function reap() {
  const alive = new Set();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {});
  for await (const line of createInterface({ input: process.stdin })) {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) alive.add(pid);
    else alive.delete(pid);
  }
  for (const pid of alive) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it ended meanwhile
    }
  }
}

if (process.argv[1] === self) await reap();
