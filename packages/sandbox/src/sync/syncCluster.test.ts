import { FakeCluster } from './__testUtils__/FakeCluster';
import { buildManifests } from './buildManifests';
import { KubernetesClient } from './KubernetesClient';
import { syncCluster } from './syncCluster';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
const CRD =
  'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\n';
const WIDGET =
  'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: shop}\n';

const configMap = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {${data}}\n`;

describe.each([
  ['server-side apply', true],
  ['create and merge patch', false],
])('syncCluster, by %s', (_, serverSideApply) => {
  let cluster: FakeCluster;
  let client: KubernetesClient;

  beforeEach(async () => {
    cluster = await new FakeCluster({ serverSideApply }).start();
    client = new KubernetesClient({ name: 'eu-1', ...cluster });
  });

  afterEach(async () => {
    client.close();
    await cluster.stop();
  });

  async function sync(files: Record<string, string>) {
    const entries = Object.entries(files).map(
      ([name, text]) =>
        [`clusters/eu-1/${name}`, { mode: '100644', text }] as const,
    );
    const build = buildManifests(new Map(entries), 'clusters/eu-1');
    const objects = await syncCluster(client, build);
    return objects.map(({ kind, name, state, message }) =>
      [kind, name, state, message].filter(part => part).join(' '),
    );
  }

  const shop = (name: string) => `/api/v1/namespaces/shop/configmaps/${name}`;

  it('applies what others need first, then leaves it alone', async () => {
    const files = {
      'a.yaml': `${WIDGET}---\n${configMap('a', 'k: v')}`,
      'b.yaml': `${CRD}---\n${NAMESPACE}`,
    };
    expect(await sync(files)).toEqual([
      'Widget w applied',
      'ConfigMap a applied',
      'CustomResourceDefinition widgets.example.com applied',
      'Namespace shop applied',
    ]);
    cluster.calls.length = 0;
    const again = await sync(files);
    expect(again.every(line => line.endsWith('unchanged'))).toBe(true);
    const inventory = cluster.calls.filter(
      line => line.includes('meshwright-sync') && !line.startsWith('GET'),
    );
    expect(inventory).toEqual([]);
  });

  it('takes away a field that is gone, and leaves those of others', async () => {
    await sync({
      'a.yaml': NAMESPACE,
      'b.yaml': configMap('a', 'one: "1", two: "2"'),
    });
    const stored = cluster.objects.get(shop('a'));
    (stored?.data as Record<string, string>).other = 'theirs';
    await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'one: "1"') });
    const data = cluster.objects.get(shop('a'))?.data;
    // The fake keeps no field owners, so only a merge patch shows what stays.
    expect(data).toEqual(
      serverSideApply ? { one: '1' } : { one: '1', other: 'theirs' },
    );
  });

  it('prunes what it applied and is gone, and nothing else', async () => {
    await sync({
      'a.yaml': NAMESPACE,
      'b.yaml': configMap('a', 'k: v'),
      'c.yaml': configMap('b', 'k: v'),
    });
    cluster.objects.set(shop('foreign'), { metadata: {} });
    expect(
      await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'k: v') }),
    ).toEqual([
      'Namespace shop unchanged',
      'ConfigMap a unchanged',
      'ConfigMap b pruned',
    ]);
    expect(cluster.objects.has(shop('b'))).toBe(false);
    expect(cluster.objects.has(shop('foreign'))).toBe(true);
    expect(
      await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'k: v') }),
    ).toHaveLength(2);
  });

  it('never prunes a namespace, and says so', async () => {
    await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'k: v') });
    expect(await sync({ 'b.yaml': configMap('a', 'k: v') })).toEqual([
      'ConfigMap a unchanged',
      'Namespace shop kept a Namespace is never pruned: delete it by hand',
    ]);
    expect(cluster.objects.has('/api/v1/namespaces/shop')).toBe(true);
  });

  it('prunes nothing on the strength of half a repository', async () => {
    await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'k: v') });
    await sync({ 'a.yaml': NAMESPACE, 'b.yaml': 'broken: [' });
    expect(cluster.objects.has(shop('a'))).toBe(true);
    expect(await sync({ 'a.yaml': NAMESPACE })).toContain('ConfigMap a pruned');
  });

  it('leaves an object that somebody made again', async () => {
    await sync({ 'a.yaml': NAMESPACE, 'b.yaml': configMap('a', 'k: v') });
    cluster.objects.set(shop('a'), {
      metadata: { managedFields: [{ manager: 'kubectl' }] },
    });
    expect(await sync({ 'a.yaml': NAMESPACE })).toContain(
      'ConfigMap a kept somebody else made it again since',
    );
    expect(cluster.objects.has(shop('a'))).toBe(true);
  });

  it('reports a refusal in the words of the server, and goes on', async () => {
    for (const path of [shop('bad'), '/api/v1/namespaces/shop/configmaps']) {
      if (serverSideApply !== path.endsWith('configmaps')) {
        cluster.refusals.set(path, { status: 422, message: 'it is invalid' });
      }
    }
    const lines = await sync({
      'a.yaml': `${NAMESPACE}---\n${configMap('bad', 'k: v')}`,
      'b.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: default}\n',
    });
    expect(lines).toEqual([
      'Namespace shop applied',
      'ConfigMap bad failed it is invalid',
      'Service s applied',
    ]);
    cluster.refusals.clear();
    const healed = await sync({
      'a.yaml': `${NAMESPACE}---\n${configMap('bad', 'k: v')}`,
    });
    expect(healed).toContain('ConfigMap bad applied');
  });

  it('says when a cluster does not know a kind', async () => {
    const lines = await sync({ 'a.yaml': WIDGET });
    expect(lines).toEqual([
      'Widget w failed the cluster has no kind Widget in example.com/v1: is its definition installed?',
    ]);
  });

  it('names the cluster that does not let it in', async () => {
    client.close();
    client = new KubernetesClient({
      ...cluster,
      url: cluster.url,
      name: 'eu-1',
      token: 'wrong',
    });
    await expect(sync({ 'a.yaml': NAMESPACE })).rejects.toThrow('Unauthorized');
  });
});
