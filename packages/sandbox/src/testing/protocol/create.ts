import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

/** @internal */
export function describeCreate(context: ProtocolContext): void {
  describe('create', () => {
    it('gives identity, time and revision', async () => {
      const { status, body } = await context.client.post(
        context.in('configmaps'),
        configMap('created', { k: 'v' }),
      );
      expect(status).toBe(201);
      expect(body).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        data: { k: 'v' },
      });
      expect(body.metadata).toMatchObject({
        name: 'created',
        namespace: context.namespace,
        uid: expect.stringMatching(
          /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        ),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        ),
      });
      expect(body.metadata.generation).toBeUndefined();
    });

    it('starts custom resources at generation 1 and drops their status', async () => {
      const { status, body } = await context.client.post(
        context.in('gateways', ISTIO),
        {
          ...gateway('fresh', { selector: { app: 'edge' } }),
          status: { observedGeneration: 7 },
        },
      );
      expect(status).toBe(201);
      expect(body.metadata.generation).toBe(1);
      expect(body.status).toBeUndefined();
    });

    it('makes a name from generateName', async () => {
      const { status, body } = await context.client.post(
        context.in('configmaps'),
        { metadata: { generateName: 'made-' } },
      );
      expect(status).toBe(201);
      expect(body.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
    });

    it('refuses a second object of the name with 409 AlreadyExists', async () => {
      await context.client.post(context.in('configmaps'), configMap('twice'));
      const { status, body } = await context.client.post(
        context.in('configmaps'),
        configMap('twice'),
      );
      expect(status).toBe(409);
      expect(body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'configmaps "twice" already exists',
        reason: 'AlreadyExists',
        details: { name: 'twice', kind: 'configmaps' },
        code: 409,
      });
    });

    it('refuses a namespace that is not there', async () => {
      const { status, body } = await context.client.post(
        '/api/v1/namespaces/not-there/configmaps',
        configMap('a'),
      );
      expect(status).toBe(404);
      expect(body).toMatchObject({
        reason: 'NotFound',
        message: 'namespaces "not-there" not found',
        details: { name: 'not-there', kind: 'namespaces' },
      });
    });

    it.each([
      [
        'no name',
        { metadata: {} },
        422,
        'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
      ],
      [
        'another namespace',
        configMap('a', {}, { namespace: 'other' }),
        400,
        'the namespace of the provided object does not match the namespace sent on the request',
      ],
      [
        'a name in capitals',
        configMap('Upper'),
        422,
        'ConfigMap "Upper" is invalid: metadata.name: Invalid value: "Upper": a lowercase RFC 1123 subdomain must consist of',
      ],
      [
        'a label with a space',
        configMap('a', {}, { labels: { team: 'a b' } }),
        422,
        'ConfigMap "a" is invalid: metadata.labels: Invalid value: "a b": a valid label must be an empty string or consist of',
      ],
      [
        'a number for a text',
        { ...configMap('a'), data: { k: 1 } },
        400,
        'cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
      ],
      [
        'no JSON',
        '{',
        400,
        "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error",
      ],
    ])('refuses %s', async (_what, body, status, message) => {
      const answer = await context.client.post(context.in('configmaps'), body);
      expect(answer.status).toBe(status);
      expect(answer.body.message).toContain(message);
    });

    it('tries without storing when asked for a dry run', async () => {
      const path = context.in('configmaps');
      const { status, body } = await context.client.post(
        `${path}?dryRun=All`,
        configMap('tried'),
      );
      expect(status).toBe(201);
      expect(body.metadata.uid).toBeDefined();
      expect(body.metadata.resourceVersion).toBeUndefined();
      expect((await context.client.get(`${path}/tried`)).status).toBe(404);
    });

    it('refuses what it would refuse in a dry run too', async () => {
      const path = context.in('configmaps');
      await context.client.post(path, configMap('there'));
      expect(
        (await context.client.post(`${path}?dryRun=All`, configMap('there')))
          .status,
      ).toBe(409);
      const wrong = await context.client.post(
        `${path}?dryRun=Some`,
        configMap('tried'),
      );
      expect(wrong.status).toBe(422);
      expect(wrong.body.message).toBe(
        'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"',
      );
    });

    it('refuses new content in a namespace that is going', async () => {
      const name = `${context.namespace}-going`;
      await context.client.post('/api/v1/namespaces', { metadata: { name } });
      const kept = `/api/v1/namespaces/${name}/configmaps`;
      await context.client.post(
        kept,
        configMap('kept', {}, { finalizers: ['example.com/keep'] }),
      );
      const { status, body } = await context.client.delete(
        `/api/v1/namespaces/${name}`,
      );
      expect(status).toBe(200);
      expect(body.status.phase).toBe('Terminating');

      const late = await context.client.post(kept, configMap('late'));
      expect(late.status).toBe(403);
      expect(late.body.message).toBe(
        `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      );
      await context.client.patch(`${kept}/kept`, 'merge', {
        metadata: { finalizers: null },
      });
    });
  });
}
