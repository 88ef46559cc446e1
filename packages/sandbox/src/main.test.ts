import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const started: ChildProcess[] = [];

function run(...argv: string[]) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'main.ts'),
      ...argv,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  started.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const exit = new Promise<number | null>(resolve => {
    child.on('exit', code => resolve(code));
  });
  const ready = new Promise<string>(resolve => {
    child.stdout.on('data', () => {
      if (out.includes('\n')) resolve(out);
    });
  });
  return { child, exit, ready, error: () => err.trim() };
}

describe('the command', () => {
  jest.setTimeout(180_000);
  afterAll(() => started.forEach(child => child.kill('SIGKILL')));

  it('prints one line when it is ready, and goes quietly on SIGTERM', async () => {
    const data = join(tmpdir(), `meshwright-main-${process.pid}`);
    const { child, exit, ready } = run(
      '--port',
      '0',
      '--forge-port',
      '0',
      '--data',
      data,
    );
    const endpoints = JSON.parse(await ready);
    expect(endpoints).toMatchObject({
      ready: true,
      clusters: [{ name: 'eu-1' }, { name: 'eu-2' }, { name: 'ap-1' }],
      forge: { owner: 'platform', repo: 'gitops', user: 'meshwright' },
      control: { url: expect.stringMatching(/\/control$/) },
    });
    const version = await fetch(`${endpoints.clusters[0].url}/version`);
    expect(version.status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('says in one line that a port is taken', async () => {
    const other = createServer();
    await new Promise<void>(resolve => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo; // it listens on a port
    const { exit, error } = run('--port', String(port), '--forge-port', '0');
    expect(await exit).toBe(1);
    expect(error()).toBe(
      `sandbox: Port ${port} is taken; stop what listens there or choose another port.`,
    );
    other.close();
  });

  it.each([
    [
      ['--cluster', 'mine=/no/such/file.json'],
      'sandbox: Cluster mine: there is no file /no/such/file.json.',
    ],
    [['--port', 'many'], "sandbox: --port takes a port number, not 'many'."],
  ])('says in one line what is wrong with %j', async (argv, message) => {
    const { exit, error } = run('--port', '0', '--forge-port', '0', ...argv);
    expect(await exit).toBe(1);
    expect(error()).toBe(message);
  });
});
