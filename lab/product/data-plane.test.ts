import {
  MeshIndex,
  WATCHED_RESOURCES,
  assessCluster,
  resourceKey,
  trimObject,
  type DataState,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { eventually } from './eventually';
import { labFacts } from './labFacts';
import { kube, newNamespace, patch } from './labKube';
import { deployment } from './meshObjects';

jest.setTimeout(300_000);

const WEBHOOKS = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';

/** What a reader sees who may not list some types. */
async function readLab(forbidden: readonly string[] = []): Promise<{
  index: MeshIndex;
  dataStates: Map<string, DataState>;
}> {
  const index = new MeshIndex();
  const dataStates = new Map<string, DataState>();
  for (const resource of WATCHED_RESOURCES) {
    const key = resourceKey(resource);
    const { group, version, plural } = resource;
    const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
    const found = forbidden.includes(key)
      ? undefined
      : await kube('GET', `${root}/${plural}`);
    if (!found) {
      dataStates.set(
        key,
        forbidden.includes(key) ? 'forbidden' : 'not-installed',
      );
    }
    for (const raw of found?.items ?? []) {
      const object = trimObject(resource, raw);
      if (object) index.apply({ type: 'upsert', object });
    }
  }
  return { index, dataStates };
}

async function workloadIn(
  namespace: string,
  name = 'cart',
  forbidden: readonly string[] = [],
): Promise<WorkloadStatus> {
  const { index, dataStates } = await readLab(forbidden);
  const { workloads } = assessCluster(index, {
    cluster: 'lab',
    now: new Date(),
    dataStates,
  });
  const found = workloads.find(
    ({ ref }) => ref.namespace === namespace && ref.name === name,
  );
  if (!found) throw new Error(`${namespace}/${name} is not there yet`);
  return found;
}

describe('data plane and revision of pods that real istiods injected', () => {
  const { istiods, revisionTags } = labFacts();
  const versionOf = (tag: string) =>
    istiods.find(({ revision }) => revision === revisionTags[tag])?.version;
  const namespaces: string[] = [];

  const deploy = async (
    labels: Record<string, string>,
    pod: { labels?: Record<string, string>; spec?: object } = {},
  ): Promise<string> => {
    const namespace = await newNamespace('plane', labels);
    namespaces.push(namespace);
    const body = deployment('cart', 2);
    const { template } = body.spec;
    Object.assign(template.metadata.labels, pod.labels);
    Object.assign(template.spec, pod.spec);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    await kube('POST', path, { body });
    return namespace;
  };

  const restart = (namespace: string) =>
    patch(`/apis/apps/v1/namespaces/${namespace}/deployments/cart`, {
      spec: {
        template: {
          metadata: { annotations: { 'lab/restarted': String(Date.now()) } },
        },
      },
    });

  const settled = (
    namespace: string,
    expected: object,
    forbidden?: readonly string[],
  ) =>
    eventually(async () => {
      const found = await workloadIn(namespace, 'cart', forbidden);
      expect(found).toMatchObject({ pods: { total: 2 }, ...expected });
      return found;
    });

  afterAll(async () => {
    for (const namespace of namespaces) {
      await kube('DELETE', `/api/v1/namespaces/${namespace}`);
    }
  });

  it('sees the sidecar, its revision through the tag, and its version', async () => {
    const namespace = await deploy({ 'istio.io/rev': 'prod' });
    await settled(namespace, {
      dataPlane: { mode: 'sidecar' },
      revision: {
        verdict: 'current',
        tag: 'prod',
        desired: revisionTags.prod,
        actual: [{ revision: revisionTags.prod, pods: 2 }],
      },
      proxyVersions: [{ version: versionOf('prod'), pods: 2, inferred: false }],
    });
  });

  it('asks for a restart after a relabel, and is content after it', async () => {
    const namespace = await deploy({ 'istio.io/rev': 'prod' });
    await settled(namespace, { revision: { verdict: 'current' } });
    await patch(`/api/v1/namespaces/${namespace}`, {
      metadata: { labels: { 'istio.io/rev': 'canary' } },
    });
    await settled(namespace, {
      revision: {
        verdict: 'stale-revision',
        desired: revisionTags.canary,
        action: {
          command: `kubectl rollout restart deployment/cart -n ${namespace}`,
        },
      },
    });
    await restart(namespace);
    await settled(namespace, {
      revision: {
        verdict: 'current',
        actual: [{ revision: revisionTags.canary, pods: 2 }],
      },
      proxyVersions: [{ version: versionOf('canary'), pods: 2 }],
    });
  });

  it('tells pods that are older than the label, and a proxy that nobody asks for', async () => {
    const namespace = await deploy({});
    await settled(namespace, {
      dataPlane: { mode: 'none', tone: 'neutral' },
      revision: { verdict: 'not-in-mesh' },
    });
    await patch(`/api/v1/namespaces/${namespace}`, {
      metadata: { labels: { 'istio.io/rev': 'prod' } },
    });
    const found = await settled(namespace, {
      dataPlane: { mode: 'none', tone: 'warning' },
      revision: { verdict: 'not-injected' },
    });
    expect(found.dataPlane.why.summary).toMatch(/before the label was set/);
    await restart(namespace);
    await settled(namespace, { revision: { verdict: 'current' } });
    await patch(`/api/v1/namespaces/${namespace}`, {
      metadata: { labels: { 'istio.io/rev': null } },
    });
    await settled(namespace, { revision: { verdict: 'unexpected' } });
  });

  it.each<[string, { labels?: Record<string, string>; spec?: object }, RegExp]>(
    [
      [
        'opts out',
        { labels: { 'sidecar.istio.io/inject': 'false' } },
        /opts out/,
      ],
      [
        'uses the host network',
        { spec: { hostNetwork: true } },
        /host network/,
      ],
    ],
  )('leaves a pod alone that %s', async (_, pod, why) => {
    const namespace = await deploy({ 'istio.io/rev': 'prod' }, pod);
    const found = await settled(namespace, { dataPlane: { mode: 'none' } });
    expect(found.dataPlane.why.summary).toMatch(why);
  });

  it('says of a label without an answer that it dangles', async () => {
    const namespace = await deploy({ 'istio.io/rev': 'nobody' });
    await settled(namespace, {
      dataPlane: { mode: 'none' },
      revision: { verdict: 'dangling' },
    });
  });

  it('answers the same without webhooks: a tag is found by its Service', async () => {
    const desired = revisionTags.canary;
    for (const label of [desired, 'canary']) {
      const namespace = await deploy({ 'istio.io/rev': label });
      await settled(namespace, { revision: { verdict: 'current', desired } }, [
        WEBHOOKS,
      ]);
    }
  });
});
