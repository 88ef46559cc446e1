import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import {
  TOKEN,
  TestForge,
  base64,
  startTestForge,
} from './git/__testUtils__/startTestForge';
import { FakeCluster } from './sync/__testUtils__/FakeCluster';
import { SyncCluster } from './sync/KubernetesClient';
import { Sync, startSync } from './sync/startSync';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

const configMap = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {k: '${value}'}\n`;

const SEED = {
  'clusters/eu-1/kustomization.yaml': 'resources: [namespace.yaml, shop]\n',
  'clusters/eu-1/namespace.yaml': NAMESPACE,
  'clusters/eu-1/shop/kustomization.yaml': 'resources: [cart.yaml]\n',
  'clusters/eu-1/shop/cart.yaml': configMap('cart', 'one'),
  'clusters/eu-2/namespace.yaml': NAMESPACE,
};

describe('from a merged pull request to the cluster', () => {
  let forge: TestForge;
  let eu1: FakeCluster;
  let sync: Sync;
  const stops: Array<() => Promise<unknown>> = [];

  function source(token = TOKEN) {
    const { gitUrl } = forge;
    const user = 'meshwright';
    return {
      gitUrl,
      owner: 'platform',
      repo: 'gitops',
      branch: 'main',
      user,
      token,
    };
  }

  function start(clusters: SyncCluster[], token?: string): Sync {
    const started = startSync({
      forge: source(token),
      clusters,
      intervalMs: 60_000,
    });
    stops.push(() => started.stop());
    return started;
  }

  beforeEach(async () => {
    forge = await startTestForge({ seed: SEED });
    stops.push(() => forge.close());
    eu1 = await new FakeCluster().start();
    stops.push(() => eu1.stop());
    sync = start([{ ...access(eu1), name: 'eu-1' }]);
    forge.onPush(() => {
      sync.syncNow().catch(() => {});
    });
  });

  afterEach(async () => {
    while (stops.length > 0) await stops.pop()?.();
  });

  const cart = '/api/v1/namespaces/shop/configmaps/cart';

  function read(name: string): unknown {
    const path = `/api/v1/namespaces/shop/configmaps/${name}`;
    // A ConfigMap of this file's making.
    const { data } = (eu1.objects.get(path) ?? {}) as { data?: { k: string } };
    return data?.k;
  }

  async function eventually(check: () => unknown, wanted: unknown) {
    for (let attempt = 0; attempt < 1200; attempt += 1) {
      if (check() === wanted) return;
      await sleep(50);
    }
    expect(check()).toEqual(wanted);
  }

  it('brings a cluster to the repository, and after every merge again', async () => {
    const first = await sync.syncNow();
    expect(first.clusters[0]).toMatchObject({
      name: 'eu-1',
      state: 'synced',
      problems: [],
    });
    expect(read('cart')).toBe('one');

    await forge.api('POST', '/contents', {
      branch: 'main',
      new_branch: 'topic',
      files: [
        {
          operation: 'update',
          path: 'clusters/eu-1/shop/cart.yaml',
          content: base64(configMap('cart', 'two')),
        },
        {
          operation: 'create',
          path: 'clusters/eu-1/shop/new.yaml',
          content: base64(configMap('new', 'three')),
        },
        {
          operation: 'update',
          path: 'clusters/eu-1/shop/kustomization.yaml',
          content: base64('resources: [cart.yaml, new.yaml]\n'),
        },
      ],
    });
    await forge.api('POST', '/pulls', {
      head: 'topic',
      base: 'main',
      title: 'Change',
    });
    expect(read('cart')).toBe('one');
    await forge.api('POST', '/pulls/1/merge', { do: 'merge' });
    await eventually(() => read('cart'), 'two');
    await eventually(() => read('new'), 'three');

    await forge.api('POST', '/contents', {
      branch: 'main',
      files: [
        { operation: 'delete', path: 'clusters/eu-1/shop/new.yaml' },
        {
          operation: 'update',
          path: 'clusters/eu-1/shop/kustomization.yaml',
          content: base64('resources: [cart.yaml]\n'),
        },
      ],
    });
    await eventually(() => read('new'), undefined);
    expect(read('cart')).toBe('two');
  });

  it('undoes a change made by hand', async () => {
    await sync.syncNow();
    eu1.objects.set(cart, {
      ...eu1.objects.get(cart),
      metadata: {},
      data: { k: 'by hand' },
    });
    await sync.syncNow();
    expect(read('cart')).toBe('one');
  });

  it('reports an object that the cluster refuses, and applies it when it may', async () => {
    eu1.refusals.set(cart, { status: 403, message: 'a policy forbids it' });
    const refused = (await sync.syncNow()).clusters[0];
    expect(refused).toMatchObject({
      state: 'failed',
      message: '1 objects and 0 files of eu-1 could not be applied',
    });
    expect(refused.objects).toEqual([
      expect.objectContaining({ name: 'shop', state: expect.any(String) }),
      expect.objectContaining({
        name: 'cart',
        path: 'clusters/eu-1/shop/cart.yaml',
        state: 'failed',
        message: 'a policy forbids it',
      }),
    ]);
    eu1.refusals.clear();
    expect((await sync.syncNow()).clusters[0].state).toBe('synced');
    expect(read('cart')).toBe('one');
  });

  it('keeps the failure of one cluster its own', async () => {
    const both = start([
      { name: 'eu-2', url: 'http://127.0.0.1:1', token: 'x' },
      { name: 'eu-3', url: eu1.url, token: 'wrong' },
      { ...access(eu1), name: 'eu-1' },
    ]);
    const { clusters } = await both.syncNow();
    expect(clusters.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'eu-2 unreachable',
      'eu-3 failed',
      'eu-1 synced',
    ]);
    expect(clusters[0].message).toMatch(
      /^cluster eu-2 cannot be reached: .*ECONNREFUSED/,
    );
    expect(clusters[1].message).toBe('Unauthorized');
  });

  it('says when the repository cannot be read, and shows no secret', async () => {
    const secret = 'canary-4711';
    const blind = start([], secret);
    const { repository } = await blind.syncNow();
    expect(repository.state).toBe('failed');
    expect(repository.message).toMatch(
      /^platform\/gitops cannot be read: git fetch failed/,
    );
    expect(JSON.stringify(repository)).not.toContain(secret);
    expect(JSON.stringify(repository)).not.toContain(
      base64(`meshwright:${secret}`),
    );
  });

  it('leaves no folder behind', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'meshwright-loop-'));
    stops.push(() => rm(scratch, { recursive: true, force: true }));
    const other = startSync({
      forge: source(),
      clusters: [],
      intervalMs: 60_000,
      scratchDir: scratch,
    });
    expect((await other.syncNow()).repository.state).toBe('read');
    expect(await readdir(scratch)).toHaveLength(1);
    await other.stop();
    expect(await readdir(scratch)).toEqual([]);
  });

  it('trusts the authority it is given, and no other', async () => {
    const tls = await selfSigned();
    const cluster = await new FakeCluster({ tls }).start();
    stops.push(() => cluster.stop());
    const { url, token } = cluster;
    const clusters = [{ name: 'eu-2', url, token }];
    const strange = await start(clusters).syncNow();
    expect(strange.clusters[0].message).toMatch(/self.signed certificate/);
    const caData = base64(tls.cert);
    const known = await start([{ ...clusters[0], caData }]).syncNow();
    expect(known.clusters[0].state).toBe('synced');
  });
});

function access({ url, token }: FakeCluster) {
  return { url, token };
}

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    cert: certificate.toString('pem'),
  };
}
