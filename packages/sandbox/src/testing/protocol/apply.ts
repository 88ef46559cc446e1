import { configMap, type ProtocolContext } from './ProtocolContext';

/** @internal */
export function describeApply(context: ProtocolContext): void {
  describe('server-side apply', () => {
    const apply = (
      name: string,
      manager: string,
      data: Record<string, string>,
      force = false,
    ) =>
      context.client.patch(
        `${context.in('configmaps')}/${name}?fieldManager=${manager}${
          force ? '&force=true' : ''
        }`,
        'apply',
        configMap(name, data),
      );

    it('creates what is not there, and then changes it', async () => {
      const created = await apply('applied', 'one', { a: '1', b: '1' });
      expect(created.status).toBe(201);
      const changed = await apply('applied', 'one', { a: '2', b: '1' });
      expect([changed.status, changed.body.data]).toEqual([
        200,
        { a: '2', b: '1' },
      ]);
    });

    it('removes what the manager leaves out, and keeps what others wrote', async () => {
      await apply('shared', 'one', { mine: '1', gone: '1' });
      await apply('shared', 'two', { theirs: '1' });
      const { body } = await apply('shared', 'one', { mine: '1' });
      expect(body.data).toEqual({ mine: '1', theirs: '1' });
    });

    it('refuses to take a field over unless forced', async () => {
      await apply('disputed', 'one', { k: '1' });
      const refused = await apply('disputed', 'two', { k: '2' });
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({
        reason: 'Conflict',
        message: 'Apply failed with 1 conflict: conflict with "one": .data.k',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "one"',
              field: '.data.k',
            },
          ],
        },
      });
      const forced = await apply('disputed', 'two', { k: '2' }, true);
      expect([forced.status, forced.body.data]).toEqual([200, { k: '2' }]);
    });

    it('changes nothing the second time', async () => {
      const first = await apply('settled', 'one', { k: '1' });
      const second = await apply('settled', 'one', { k: '1' });
      expect(second.body.metadata.resourceVersion).toBe(
        first.body.metadata.resourceVersion,
      );
    });

    it('wants to know the manager', async () => {
      const path = `${context.in('configmaps')}/nameless`;
      const { status, body } = await context.client.patch(
        path,
        'apply',
        configMap('nameless'),
      );
      expect([status, body.message]).toEqual([
        422,
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      ]);
    });
  });
}
