import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const PACKAGE = resolve(__dirname, '../..');
const START_TIMEOUT_MS = 180_000;

/** A running mock app. */
export interface MockApp {
  url: string;
  stop(): void;
}

/** Serves the mock app on a free port. */
export async function startMockApp(): Promise<MockApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const cli = require.resolve('@backstage/cli/bin/backstage-cli');
  const server = spawn(
    process.execPath,
    [cli, 'package', 'start', '--config', 'dev/app-config.yaml'],
    {
      cwd: PACKAGE,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        BROWSER: 'none',
        // The environment overrides the port of the file.
        APP_CONFIG_app_baseUrl: JSON.stringify(url),
      },
    },
  );
  const stop = () => server.kill();
  try {
    await answers(url);
  } catch (error) {
    stop();
    throw error;
  }
  return { url, stop };
}

async function answers(url: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise(done => setTimeout(done, 500));
  }
  throw new Error(`The mock app did not answer at ${url}`);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      probe.close(() =>
        port ? done(port) : fail(new Error('No free port was given')),
      );
    });
  });
}
