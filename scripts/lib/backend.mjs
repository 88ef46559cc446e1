import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.mjs';
import { startTypeScript } from './sandbox.mjs';
import { UserError } from './userError.mjs';

const READY_WITHIN_MS = 180_000;

/** Starts the Backstage backend, which also serves the built app, and waits for it. */
export async function startBackend(workspace, { port, configs, stdio }) {
  const child = startTypeScript(
    { ...workspace, env: { ...workspace.env, NODE_ENV: 'development' } },
    path.join(ROOT, 'packages/backend/src/index.ts'),
    configs.flatMap(file => ['--config', file]),
    { stdio, cwd: path.join(ROOT, 'packages/backend') },
  );
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  const health = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!exited && Date.now() < deadline) {
    try {
      const response = await fetch(health, {
        signal: AbortSignal.timeout(20_000),
      });
      if (response.ok) return child;
    } catch {
      // Not listening yet: that is what is waited for.
    }
    await sleep(200);
  }
  throw new UserError(
    exited
      ? 'The backend ended before it was ready; its last lines say why.'
      : `The backend was not ready within ${READY_WITHIN_MS / 1000} s.`,
  );
}
