import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

/** @internal */
export function describeUpdate(context: ProtocolContext): void {
  describe('update', () => {
    it('refuses a change made to an older state with 409 Conflict', async () => {
      const path = context.in('configmaps');
      const { body: first } = await context.client.post(
        path,
        configMap('raced'),
      );
      await context.client.put(`${path}/raced`, { ...first, data: { k: '1' } });
      const { status, body } = await context.client.put(`${path}/raced`, {
        ...first,
        data: { k: '2' },
      });
      expect(status).toBe(409);
      expect(body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message:
          'Operation cannot be fulfilled on configmaps "raced": the object has been modified; please apply your changes to the latest version and try again',
        reason: 'Conflict',
        details: { name: 'raced', kind: 'configmaps' },
        code: 409,
      });
    });

    it('keeps the revision when nothing changes', async () => {
      const path = context.in('configmaps');
      const { body } = await context.client.post(
        path,
        configMap('same', { k: 'v' }),
      );
      const again = await context.client.put(
        `${path}/same`,
        configMap('same', { k: 'v' }),
      );
      expect(again.body.metadata.resourceVersion).toBe(
        body.metadata.resourceVersion,
      );
    });

    it('keeps identity and time, whatever is sent', async () => {
      const path = context.in('configmaps');
      const { body } = await context.client.post(path, configMap('itself'));
      const changed = await context.client.put(
        `${path}/itself`,
        configMap(
          'itself',
          { k: 'v' },
          { creationTimestamp: '2001-01-01T00:00:00Z' },
        ),
      );
      expect(changed.status).toBe(200);
      expect(changed.body.metadata).toMatchObject({
        uid: body.metadata.uid,
        creationTimestamp: body.metadata.creationTimestamp,
      });
      expect(Number(changed.body.metadata.resourceVersion)).toBeGreaterThan(
        Number(body.metadata.resourceVersion),
      );
    });

    it('refuses another name, another uid, and what is not there', async () => {
      const path = context.in('configmaps');
      await context.client.post(path, configMap('named'));
      const name = await context.client.put(
        `${path}/named`,
        configMap('other'),
      );
      expect([name.status, name.body.message]).toEqual([
        400,
        'the name of the object (other) does not match the name on the URL (named)',
      ]);
      const uid = await context.client.put(
        `${path}/named`,
        configMap('named', {}, { uid: '0' }),
      );
      expect(uid.status).toBe(409);
      expect(uid.body.message).toContain(
        'UID in precondition: 0, UID in object meta: ',
      );
      const missing = await context.client.put(
        `${path}/missing`,
        configMap('missing'),
      );
      expect([missing.status, missing.body.message]).toEqual([
        404,
        'configmaps "missing" not found',
      ]);
    });

    it('wants the revision for custom resources', async () => {
      const path = context.in('gateways', ISTIO);
      await context.client.post(
        path,
        gateway('blind', { selector: { a: 'b' } }),
      );
      const { status, body } = await context.client.put(
        `${path}/blind`,
        gateway('blind', { selector: { a: 'c' } }),
      );
      expect(status).toBe(422);
      expect(body.message).toBe(
        'gateways.networking.istio.io "blind" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
      );
    });

    it('counts a generation for the spec only', async () => {
      const path = context.in('gateways', ISTIO);
      const { body: first } = await context.client.post(
        path,
        gateway('counted', { selector: { a: 'b' } }),
      );
      const { body: labelled } = await context.client.put(`${path}/counted`, {
        ...first,
        metadata: { ...first.metadata, labels: { team: 'a' } },
      });
      expect(labelled.metadata.generation).toBe(1);
      const { body: changed } = await context.client.put(`${path}/counted`, {
        ...labelled,
        spec: { ...labelled.spec, selector: { a: 'c' } },
      });
      expect(changed.metadata.generation).toBe(2);
    });

    it('writes status through /status alone, and nothing else there', async () => {
      const path = context.in('gateways', ISTIO);
      const { body: first } = await context.client.post(
        path,
        gateway('judged', { selector: { a: 'b' } }),
      );
      const { body: main } = await context.client.put(`${path}/judged`, {
        ...first,
        status: { observedGeneration: 1 },
      });
      expect(main.status).toBeUndefined();
      const { status, body } = await context.client.put(
        `${path}/judged/status`,
        {
          ...first,
          spec: { selector: { a: 'changed' } },
          status: { observedGeneration: 1 },
        },
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({
        spec: { selector: { a: 'b' } },
        status: { observedGeneration: 1 },
      });
      expect(body.metadata.generation).toBe(1);
      expect(
        (await context.client.get(`${context.in('configmaps')}/none/status`))
          .status,
      ).toBe(404);
    });

    it('shows what an update would give in a dry run', async () => {
      const path = context.in('configmaps');
      await context.client.post(path, configMap('kept', { k: 'old' }));
      const { body } = await context.client.put(
        `${path}/kept?dryRun=All`,
        configMap('kept', { k: 'new' }),
      );
      expect(body.data).toEqual({ k: 'new' });
      expect((await context.client.get(`${path}/kept`)).body.data).toEqual({
        k: 'old',
      });
    });
  });
}
