import { KubeServer } from '../../kube/KubeServer';
import { waitUntil } from '../../testing/waitUntil';
import { statusOf } from '../conditions';
import { startActors } from '../startActors';
import { pullRefusal } from './pullRefusal';
import { PODS } from './workloadTypes';

describe('pullRefusal', () => {
  it('speaks as containerd does of a registry that answers 412', () => {
    expect(pullRefusal('registry.example.com:5000/quarantine/app:1.2')).toBe(
      'failed to pull and unpack image "registry.example.com:5000/quarantine/app:1.2": failed to resolve reference "registry.example.com:5000/quarantine/app:1.2": unexpected status from HEAD request to https://registry.example.com:5000/v2/quarantine/app/manifests/1.2: 412 Precondition Failed',
    );
    expect(pullRefusal('registry.example.com/app:1.2')).toBeUndefined();
  });

  it('keeps a new pod from running, and no other', async () => {
    const server = new KubeServer({ name: 'pulls' });
    server.put({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1' },
    });
    server.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    const stop = startActors(server.api, { stepMs: 2 });
    try {
      for (const [name, path] of [
        ['held', 'quarantine/app'],
        ['free', 'app'],
      ]) {
        server.api.create(PODS, 'shop', {
          metadata: { name },
          spec: {
            containers: [
              { name: 'app', image: `registry.example.com/${path}` },
            ],
          },
        });
      }
      const status = (name: string) =>
        statusOf(server.api.get(PODS, 'shop', name));
      await waitUntil(() => status('free').phase === 'Running', 'free runs');
      await waitUntil(
        () => status('held').containerStatuses !== undefined,
        'held waits',
      );
      expect(status('held')).toMatchObject({
        phase: 'Pending',
        containerStatuses: [
          { ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      });
    } finally {
      stop();
    }
  });
});
