import { spawn } from 'node:child_process';
import { LabError } from './LabError.mjs';

/**
 * Runs a program to its end and returns what it printed. A failure is one line:
 * the name of the program and the last line it wrote to standard error. `signal`
 * interrupts the program; the promise settles when it has ended.
 */
export function run(command, args, options = {}) {
  const {
    input,
    onErrorLine,
    timeoutMs = 0,
    describe,
    signal,
    ...rest
  } = options;
  const name = describe ?? command.split('/').at(-1);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...rest,
      timeout: timeoutMs,
      detached: true,
    });
    const interrupt = () => interruptGroup(child.pid);
    process.once('exit', interrupt);
    signal?.addEventListener('abort', interrupt, { once: true });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => {
      stderr = (stderr + chunk).slice(-200_000);
      if (onErrorLine)
        String(chunk).split('\n').filter(Boolean).forEach(onErrorLine);
    });
    child.on('error', cause => {
      const reason =
        cause.code === 'ENOENT' ? 'is not installed' : cause.message;
      reject(new LabError(`${name} ${reason}`, { cause }));
    });
    child.on('close', (code, killedBy) => {
      process.off('exit', interrupt);
      signal?.removeEventListener('abort', interrupt);
      if (code === 0) return resolve({ stdout, stderr });
      const why =
        stderr.trim().split('\n').at(-1) ||
        `ended with ${killedBy ?? `code ${code}`}`;
      const failure = new LabError(`${name}: ${why}`);
      failure.stderr = stderr;
      failure.stdout = stdout;
      return reject(failure);
    });
    child.stdin.on('error', () => {}); // the program may end before reading it all
    child.stdin.end(input ?? '');
  });
}

/** Ends the program with what it has started, such as Go's compilers. */
function interruptGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGTERM');
  } catch {
    // it ended meanwhile
  }
}
