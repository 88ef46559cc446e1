import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProtocolClient } from '../testing/ProtocolClient';
import { loadDump } from './loadDump';
import { parseArguments } from './parseArguments';
import { readClusterFile } from './readClusterFile';

describe('parseArguments', () => {
  it('reads ports, data folder and clusters', () => {
    expect(
      parseArguments([
        '--port',
        '0',
        '--data',
        '/d',
        '--cluster',
        'a=x.json',
        '--cluster',
        'b=y=z.json',
      ]),
    ).toEqual({
      port: 0,
      forgePort: 7011,
      data: '/d',
      clusterFiles: [
        { name: 'a', file: 'x.json' },
        { name: 'b', file: 'y=z.json' },
      ],
    });
  });

  it.each([
    [['--port', 'x'], "--port takes a port number, not 'x'."],
    [['--cluster', 'x'], "--cluster takes NAME=FILE, not 'x'."],
    [
      ['--cluster', 'A=f'],
      "--cluster A=f: 'A' is no cluster name; use lower case letters, digits and '-'.",
    ],
  ])('refuses %j in one sentence', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    namespace: 'app',
    uid: 'u-1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
};
const GATEWAY = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { name: 'g', namespace: 'app' },
  spec: {},
};

describe('readClusterFile', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dump-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | undefined) {
    const file = join(folder, 'dump.json');
    if (content === undefined) await rm(file, { force: true });
    else await writeFile(file, content);
    return readClusterFile({ name: 'mine', file });
  }
  const list = (...items: object[]) => ({
    apiVersion: 'v1',
    kind: 'List',
    items,
  });

  it.each([
    ['a List', JSON.stringify(list(POD, GATEWAY))],
    [
      'several Lists',
      `${JSON.stringify(list(POD), null, 2)}\n${JSON.stringify(
        list(GATEWAY),
        null,
        2,
      )}`,
    ],
    [
      'one object a line',
      `${JSON.stringify(POD)}\n${JSON.stringify(GATEWAY)}\n`,
    ],
    [
      'lists of a kind whose items name none',
      `${JSON.stringify({
        apiVersion: 'v1',
        kind: 'PodList',
        items: [{ metadata: POD.metadata }],
      })}${JSON.stringify(GATEWAY)}`,
    ],
  ])('reads %s', async (_what, content) => {
    expect(await read(content)).toEqual([POD, GATEWAY]);
  });

  it.each([
    ['no file', undefined, /^Cluster mine: there is no file .*dump\.json\.$/],
    [
      'text',
      'hello',
      /^Cluster mine: .* is not JSON \(unexpected 'h' at offset 0\)/,
    ],
    [
      'half a file',
      '{"kind": "List", "items": [',
      /is not JSON \(it ends in the middle of an object\)/,
    ],
    [
      'a number',
      '5',
      /is not a Kubernetes List; save the output of 'kubectl get … -A -o json'\.$/,
    ],
    ['another object', '{"a": 1}', /is not a Kubernetes List/],
    ['nothing', '', /is not a Kubernetes List/],
  ])('refuses %s in one line', async (_what, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
    const error = await read(content).catch(caught => caught);
    expect(error.message).not.toContain('\n');
  });
});

describe('loadDump', () => {
  it('serves the objects as they were, to readers only', async () => {
    const thing = {
      apiVersion: 'shop.example/v1',
      kind: 'Policy',
      metadata: { name: 't' },
    };
    const { server, objects, skipped } = loadDump('mine', [
      POD,
      GATEWAY,
      thing,
      { kind: 'Pod' },
      { apiVersion: 'v9', kind: 'Odd', metadata: { name: 'o' } },
    ]);
    expect([objects, skipped]).toEqual([
      3,
      ['Pod without apiVersion, kind or name', 'Odd (v9)'],
    ]);
    const client = new ProtocolClient({
      url: await server.listen(),
      tokens: {
        admin: 'sandbox-admin',
        reader: 'sandbox-reader',
        nobody: 'sandbox-nobody',
      },
    });
    const pods = await client.get('/api/v1/pods', { as: 'reader' });
    expect(pods.body.items[0].metadata).toMatchObject(POD.metadata);
    expect(
      (await client.get('/apis/shop.example/v1/policies', { as: 'reader' }))
        .body.items,
    ).toHaveLength(1);
    expect(
      (
        await client.get('/apis/cert-manager.io/v1/certificates', {
          as: 'reader',
        })
      ).status,
    ).toBe(404);
    expect((await client.get('/api/v1/pods', { as: 'nobody' })).status).toBe(
      403,
    );
    const write = await client.post('/api/v1/namespaces/app/configmaps', {
      metadata: { name: 'c' },
    });
    expect(write.status).toBe(403);
    await server.close();
  });
});
