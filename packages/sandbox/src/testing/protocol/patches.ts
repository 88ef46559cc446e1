import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

function deployment(name: string) {
  return {
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            { name: 'one', image: 'one:1' },
            { name: 'two', image: 'two:1' },
          ],
        },
      },
    },
  };
}

/** @internal */
export function describePatches(context: ProtocolContext): void {
  describe('patch', () => {
    it('merges fields and removes those that are null', async () => {
      const path = context.in('configmaps');
      await context.client.post(
        path,
        configMap('merged', { keep: '1', drop: '1' }),
      );
      const { status, body } = await context.client.patch(
        `${path}/merged`,
        'merge',
        { data: { drop: null, add: '1' } },
      );
      expect(status).toBe(200);
      expect(body.data).toEqual({ keep: '1', add: '1' });
    });

    it('applies the operations of a JSON patch in order', async () => {
      const path = context.in('configmaps');
      await context.client.post(
        path,
        configMap('operated', { a: '1' }, { labels: { 'example.com/x': 'y' } }),
      );
      const { body } = await context.client.patch(`${path}/operated`, 'json', [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'copy', from: '/data/a', path: '/data/b' },
        { op: 'replace', path: '/data/a', value: '2' },
        { op: 'move', from: '/data/b', path: '/data/c' },
        { op: 'remove', path: '/metadata/labels/example.com~1x' },
      ]);
      expect(body.data).toEqual({ a: '2', c: '1' });
      expect(body.metadata.labels).toBeUndefined();
    });

    it.each([
      ['a test that fails', [{ op: 'test', path: '/data/a', value: '9' }]],
      [
        'a field to remove that is not there',
        [{ op: 'remove', path: '/data/none' }],
      ],
    ])('refuses %s and changes nothing', async (_what, operations) => {
      const path = context.in('configmaps');
      await context.client.post(path, configMap('tested', { a: '1' }));
      const { status, body } = await context.client.patch(
        `${path}/tested`,
        'json',
        [{ op: 'add', path: '/data/b', value: '1' }, ...operations],
      );
      expect([status, body.reason]).toEqual([422, 'Invalid']);
      expect((await context.client.get(`${path}/tested`)).body.data).toEqual({
        a: '1',
      });
    });

    it('merges containers by name in a strategic patch', async () => {
      const path = context.in('deployments', 'apps/v1');
      await context.client.post(path, deployment('merged'));
      const { status, body } = await context.client.patch(
        `${path}/merged`,
        'strategic',
        {
          spec: {
            template: {
              metadata: {
                annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
              },
              spec: {
                containers: [
                  { name: 'one', image: 'one:2' },
                  { name: 'two', $patch: 'delete' },
                  { name: 'three', image: 'three:1' },
                ],
              },
            },
          },
        },
      );
      expect(status).toBe(200);
      const { spec, metadata } = body.spec.template;
      const images = spec.containers.map(({ image }) => String(image));
      expect([...images].sort()).toEqual(['one:2', 'three:1']);
      expect(metadata).toMatchObject({
        labels: { app: 'merged' },
        annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' },
      });
      expect(body.metadata.generation).toBe(2);
    });

    it('replaces lists in a merge patch', async () => {
      const path = context.in('deployments', 'apps/v1');
      await context.client.post(path, deployment('replaced'));
      const { body } = await context.client.patch(`${path}/replaced`, 'merge', {
        spec: {
          template: {
            spec: { containers: [{ name: 'only', image: 'only:1' }] },
          },
        },
      });
      expect(
        body.spec.template.spec.containers.map(({ name }) => name),
      ).toEqual(['only']);
    });

    it('takes no strategic patch for custom resources', async () => {
      const path = context.in('gateways', ISTIO);
      await context.client.post(
        path,
        gateway('plain', { selector: { a: 'b' } }),
      );
      const { status, body } = await context.client.patch(
        `${path}/plain`,
        'strategic',
        {},
      );
      expect(status).toBe(415);
      expect(body.message).toBe(
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
      );
    });

    it('honours a revision in the patch', async () => {
      const path = context.in('configmaps');
      await context.client.post(path, configMap('guarded'));
      const { status, body } = await context.client.patch(
        `${path}/guarded`,
        'merge',
        {
          metadata: { resourceVersion: '1' },
          data: { k: 'v' },
        },
      );
      expect([status, body.reason]).toEqual([409, 'Conflict']);
    });

    it('answers 404 for what is not there', async () => {
      const { status, body } = await context.client.patch(
        `${context.in('configmaps')}/missing`,
        'merge',
        {},
      );
      expect([status, body.message]).toEqual([
        404,
        'configmaps "missing" not found',
      ]);
    });

    it('patches the status alone through /status', async () => {
      const path = context.in('gateways', ISTIO);
      await context.client.post(
        path,
        gateway('observed', { selector: { a: 'b' } }),
      );
      const { body } = await context.client.patch(
        `${path}/observed/status`,
        'merge',
        {
          spec: { selector: { a: 'changed' } },
          status: { observedGeneration: 1 },
        },
      );
      expect(body).toMatchObject({
        spec: { selector: { a: 'b' } },
        status: { observedGeneration: 1 },
      });
    });

    it('scales through /scale', async () => {
      const path = context.in('deployments', 'apps/v1');
      await context.client.post(path, deployment('scaled'));
      const { status, body } = await context.client.patch(
        `${path}/scaled/scale`,
        'merge',
        { spec: { replicas: 1 } },
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        spec: { replicas: 1 },
      });
      expect(
        (await context.client.get(`${path}/scaled`)).body.spec.replicas,
      ).toBe(1);
    });
  });
}
