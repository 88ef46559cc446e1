import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

/** @internal */
export function describeDelete(context: ProtocolContext): void {
  describe('delete', () => {
    it('answers with a Status that names what went', async () => {
      const path = context.in('gateways', ISTIO);
      const { body: created } = await context.client.post(
        path,
        gateway('gone', { selector: { a: 'b' } }),
      );
      const { status, body } = await context.client.delete(`${path}/gone`);
      expect(status).toBe(200);
      expect(body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: {
          name: 'gone',
          group: 'networking.istio.io',
          kind: 'gateways',
          uid: created.metadata.uid,
        },
      });
      expect((await context.client.get(`${path}/gone`)).status).toBe(404);
    });

    it('answers 404 for what is not there', async () => {
      const { status, body } = await context.client.delete(
        `${context.in('gateways', ISTIO)}/none`,
      );
      expect(status).toBe(404);
      expect(body).toMatchObject({
        reason: 'NotFound',
        message: 'gateways.networking.istio.io "none" not found',
        details: {
          name: 'none',
          group: 'networking.istio.io',
          kind: 'gateways',
        },
      });
    });

    it.each([
      [
        'uid',
        { uid: 'another' },
        'the UID in the precondition (another) does not match the UID in record',
      ],
      [
        'revision',
        { resourceVersion: '1' },
        'the ResourceVersion in the precondition (1) does not match the ResourceVersion in record',
      ],
    ])(
      'refuses when the %s is not the expected one',
      async (_what, preconditions, message) => {
        const path = context.in('configmaps');
        await context.client.post(path, configMap('expected'));
        const { status, body } = await context.client.delete(
          `${path}/expected`,
          { kind: 'DeleteOptions', apiVersion: 'v1', preconditions },
        );
        expect([status, body.reason]).toEqual([409, 'Conflict']);
        expect(body.message).toContain(message);
      },
    );

    it('waits for finalizers', async () => {
      const path = `${context.in('configmaps')}/held`;
      await context.client.post(
        context.in('configmaps'),
        configMap('held', {}, { finalizers: ['example.com/hold'] }),
      );
      const { status, body } = await context.client.delete(path);
      expect(status).toBe(200);
      expect(body.metadata.deletionTimestamp).toBeDefined();
      expect((await context.client.get(path)).status).toBe(200);
      await context.client.patch(path, 'merge', {
        metadata: { finalizers: null },
      });
      expect((await context.client.get(path)).status).toBe(404);
    });

    it('deletes nothing in a dry run', async () => {
      const path = `${context.in('configmaps')}/spared`;
      await context.client.post(context.in('configmaps'), configMap('spared'));
      expect((await context.client.delete(`${path}?dryRun=All`)).status).toBe(
        200,
      );
      expect((await context.client.get(path)).status).toBe(200);
    });

    it('deletes a selection', async () => {
      const path = context.in('configmaps');
      await context.client.post(
        path,
        configMap('swept-1', {}, { labels: { sweep: 'yes' } }),
      );
      await context.client.post(
        path,
        configMap('swept-2', {}, { labels: { sweep: 'yes' } }),
      );
      await context.client.post(
        path,
        configMap('unswept', {}, { labels: { sweep: 'no' } }),
      );
      const { status, body } = await context.client.delete(
        `${path}?labelSelector=sweep%3Dyes`,
      );
      expect([status, body.kind]).toEqual([200, 'ConfigMapList']);
      const { body: left } = await context.client.get(
        `${path}?labelSelector=sweep`,
      );
      expect(left.items.map(({ metadata }) => metadata.name)).toEqual([
        'unswept',
      ]);
    });

    it('lets the same name be used again by another object', async () => {
      const path = context.in('configmaps');
      const { body: first } = await context.client.post(
        path,
        configMap('again'),
      );
      await context.client.delete(`${path}/again`);
      const { body: second } = await context.client.post(
        path,
        configMap('again'),
      );
      expect(second.metadata.uid).not.toBe(first.metadata.uid);
    });
  });
}
