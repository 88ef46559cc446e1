import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { SandboxEndpoints } from '@meshwright/sandbox';

const TRANSFORM = '@backstage/cli/config/nodeTransform.cjs';

/** A sandbox in a process of its own, as people run it. */
export interface SandboxProcess {
  endpoints: SandboxEndpoints;
  /** Breaks something, see the sandbox's `POST /control/faults`. */
  fault(fault: Record<string, unknown>): Promise<void>;
  reset(): Promise<void>;
  /** Calls the Kubernetes API of a cluster with all rights. */
  kube(
    cluster: string,
    path: string,
    init?: { method?: string; body?: unknown },
  ): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the sandbox's command on free ports and waits until it is ready. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve(TRANSFORM),
      resolvePackagePath('@meshwright/sandbox', 'src/main.ts'),
      ...['--port', '0', '--forge-port', '0'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const endpoints = await readEndpoints(child);
  const control = async (path: string, body: unknown) => {
    await call(`${endpoints.control.url}${path}`, { method: 'POST', body });
  };
  return {
    endpoints,
    fault: fault => control('/faults', fault),
    reset: () => control('/reset', {}),
    kube: (cluster, path, init) => {
      const found = endpoints.clusters.find(({ name }) => name === cluster);
      return call(`${found?.url}${path}`, {
        ...init,
        token: 'sandbox-admin',
      });
    },
    stop: async () => {
      const exited = new Promise(done => child.once('exit', done));
      child.kill();
      await exited;
    },
  };
}

async function readEndpoints(child: ChildProcess): Promise<SandboxEndpoints> {
  if (!child.stdout) throw new Error('The sandbox has no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line);
    if (message.ready) return message;
  }
  throw new Error('The sandbox ended before it was ready');
}

async function call(
  url: string,
  options: { method?: string; body?: unknown; token?: string },
): Promise<unknown> {
  const { method = 'GET', body, token } = options;
  const response = await fetch(url, {
    method,
    headers: {
      'content-type':
        method === 'PATCH'
          ? 'application/merge-patch+json'
          : 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
