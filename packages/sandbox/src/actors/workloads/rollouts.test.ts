import { KubeServer } from '../../kube/KubeServer';
import type { KubeObject } from '../../kube/KubeObject';
import { waitUntil } from '../../testing/waitUntil';
import { statusOf } from '../conditions';
import { startActors } from '../startActors';
import { isReady } from './podState';
import {
  DAEMON_SETS,
  DEPLOYMENTS,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
} from './workloadTypes';

const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
};

describe('rollouts', () => {
  let server: KubeServer;
  let stop: () => void;

  beforeEach(() => {
    server = new KubeServer({ name: 'rollouts' });
    for (const name of ['node-1', 'node-2']) {
      server.put({ apiVersion: 'v1', kind: 'Node', metadata: { name } });
    }
    stop = startActors(server.api, { stepMs: 2 });
  });
  afterEach(() => stop());

  const pods = () => server.store.list(PODS);
  const ready = () => pods().filter(isReady).length;

  function deploy(replicas: number) {
    return server.api.create(DEPLOYMENTS, 'default', {
      metadata: { name: 'web' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: TEMPLATE,
      },
    });
  }

  function patchDeployment(change: (spec: Record<string, unknown>) => object) {
    const target = { type: DEPLOYMENTS, namespace: 'default', name: 'web' };
    const current = server.api.get(DEPLOYMENTS, 'default', 'web');
    const spec = change(current.spec as Record<string, unknown>);
    server.api.update(target, { ...current, spec });
  }

  const settled = (type = DEPLOYMENTS) => {
    const workload = server.api.get(type, 'default', 'web');
    const { observedGeneration } = statusOf(workload);
    return observedGeneration === workload.metadata.generation;
  };

  it('start the pods of a Deployment and report them', async () => {
    deploy(2);
    await waitUntil(() => ready() === 2 && settled(), 'two ready pods');
    await waitUntil(() => {
      const { readyReplicas } = statusOf(
        server.api.get(DEPLOYMENTS, 'default', 'web'),
      );
      return readyReplicas === 2;
    }, 'the status');
    const [pod] = pods();
    expect(pod.metadata.ownerReferences?.[0]).toMatchObject({
      kind: 'ReplicaSet',
      controller: true,
    });
    expect(pod.metadata.labels?.['pod-template-hash']).toBeDefined();
    expect(pod.spec).toMatchObject({
      nodeName: expect.stringMatching(/^node-/),
    });
  });

  it('restart every pod when the annotation asks for it, and never too many at once', async () => {
    deploy(4);
    await waitUntil(() => ready() === 4, 'four ready pods');
    const before = new Set(pods().map(({ metadata }) => metadata.uid));
    let fewest = 4;
    let most = 4;
    const unsubscribe = server.store.subscribe(PODS, () => {
      fewest = Math.min(fewest, ready());
      most = Math.max(most, pods().length);
    });
    patchDeployment(spec => ({
      ...spec,
      template: {
        ...TEMPLATE,
        metadata: {
          ...TEMPLATE.metadata,
          annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
        },
      },
    }));
    await waitUntil(
      () =>
        pods().length === 4 &&
        ready() === 4 &&
        pods().every(({ metadata }) => !before.has(metadata.uid)),
      'four new pods',
    );
    unsubscribe();
    expect(fewest).toBeGreaterThanOrEqual(3);
    expect(most).toBeLessThanOrEqual(5);
    expect(server.store.list(REPLICA_SETS)).toHaveLength(2);
  });

  it('scale up and down', async () => {
    deploy(1);
    await waitUntil(() => ready() === 1, 'one pod');
    patchDeployment(spec => ({ ...spec, replicas: 3 }));
    await waitUntil(() => ready() === 3, 'three pods');
    patchDeployment(spec => ({ ...spec, replicas: 0 }));
    await waitUntil(() => pods().length === 0, 'no pods');
    expect(server.store.list(REPLICA_SETS)).toHaveLength(1);
  });

  it('take everything away with the Deployment', async () => {
    deploy(2);
    await waitUntil(() => ready() === 2, 'two pods');
    server.api.delete({ type: DEPLOYMENTS, namespace: 'default', name: 'web' });
    await waitUntil(
      () => pods().length === 0 && server.store.list(REPLICA_SETS).length === 0,
      'nothing left',
    );
    expect(server.store.list(DEPLOYMENTS)).toEqual([]);
  });

  it('replace a pod that is deleted', async () => {
    deploy(1);
    await waitUntil(() => ready() === 1, 'one pod');
    const [{ metadata }] = pods();
    server.api.delete({
      type: PODS,
      namespace: 'default',
      name: metadata.name,
    });
    await waitUntil(
      () => ready() === 1 && pods()[0].metadata.uid !== metadata.uid,
      'another pod',
    );
    expect(pods()).toHaveLength(1);
  });

  it('keep the names of a StatefulSet over a restart', async () => {
    server.api.create(STATEFUL_SETS, 'default', {
      metadata: { name: 'web' },
      spec: { replicas: 2, template: TEMPLATE },
    });
    await waitUntil(() => ready() === 2, 'two pods');
    const before = pods().map(({ metadata }) => metadata.uid);
    const current = server.api.get(STATEFUL_SETS, 'default', 'web');
    server.api.update(
      { type: STATEFUL_SETS, namespace: 'default', name: 'web' },
      {
        ...current,
        spec: {
          replicas: 2,
          template: {
            ...TEMPLATE,
            spec: { containers: [{ name: 'web', image: 'web:2' }] },
          },
        },
      },
    );
    await waitUntil(
      () =>
        ready() === 2 &&
        pods().every(({ metadata }) => !before.includes(metadata.uid)),
      'two new pods',
    );
    const names = pods().map(({ metadata }) => metadata.name);
    expect(names).toEqual(['web-0', 'web-1']);
  });

  it('put one pod of a DaemonSet on every node', async () => {
    server.api.create(DAEMON_SETS, 'default', {
      metadata: { name: 'web' },
      spec: { template: TEMPLATE },
    });
    await waitUntil(() => ready() === 2, 'two pods');
    const nodeOf = ({ spec }: KubeObject) =>
      (spec as { nodeName: string }).nodeName;
    expect(pods().map(nodeOf).sort()).toEqual(['node-1', 'node-2']);
    await waitUntil(
      () =>
        statusOf(server.api.get(DAEMON_SETS, 'default', 'web')).numberReady ===
        2,
      'the status',
    );
  });
});
