import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Forge, ForgeOptions, startForge } from '../startForge';

/** JSON of any shape: tests read what they expect, a wrong guess fails them. */
export interface TestBody {
  [field: string | number]: TestBody;
}

/** A call's answer; JSON where it is JSON. */
export interface TestAnswer<T = TestBody> {
  status: number;
  headers: Headers;
  body: T;
}

export interface TestForge extends Forge {
  dataDir: string;
  /** Calls the API below the repository, as the account that may write. */
  api<T = TestBody>(
    method: string,
    path: string,
    body?: unknown,
    token?: string | undefined,
  ): Promise<TestAnswer<T>>;
  close(): Promise<void>;
}

export const TOKEN = 'sandbox-forge-token';
export const READER = { name: 'reader', token: 'reader-token' };

/** A forge of its own for one test file, in a folder that goes with it. */
export async function startTestForge(
  options: Partial<ForgeOptions> = {},
): Promise<TestForge> {
  const dataDir =
    options.dataDir ??
    (await mkdtemp(path.join(tmpdir(), 'meshwright-forge-test-')));
  const forge = await startForge({
    port: 0,
    dataDir,
    seed: {
      'README.md': '# GitOps\n',
      'clusters/eu-1/kustomization.yaml': 'resources: []\n',
    },
    owner: 'platform',
    repo: 'gitops',
    user: 'meshwright',
    token: TOKEN,
    accounts: [{ ...READER, access: 'read' }],
    ...options,
  });
  return {
    ...forge,
    dataDir,
    api: (method, below, body, token = TOKEN) =>
      call(
        `${forge.url}/api/v1/repos/platform/gitops${below}`,
        method,
        body,
        token,
      ),
    close: async () => {
      await forge.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One call of a REST API. */
export async function call<T = TestBody>(
  url: string,
  method: string,
  body: unknown,
  token: string,
): Promise<TestAnswer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `token ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const { status, headers } = response;
  // Whatever came: its shape is what the tests are about.
  return { status, headers, body: parse(text) as T };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
