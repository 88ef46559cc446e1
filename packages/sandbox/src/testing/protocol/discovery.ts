import type { ProtocolContext } from './ProtocolContext';

/** What an OpenAPI document says of its schemas. */
interface OpenApiDocument {
  components: {
    schemas: Record<string, { 'x-kubernetes-group-version-kind'?: object[] }>;
  };
}

/** @internal */
export function describeDiscovery(context: ProtocolContext): void {
  describe('discovery', () => {
    it('names the core version and the groups', async () => {
      const core = await context.client.get('/api');
      expect(core.body).toMatchObject({
        kind: 'APIVersions',
        versions: ['v1'],
      });

      const { body } = await context.client.get('/apis');
      expect(body.kind).toBe('APIGroupList');
      const istio = body.groups.find(
        ({ name }) => String(name) === 'networking.istio.io',
      );
      expect(istio?.preferredVersion).toEqual({
        groupVersion: 'networking.istio.io/v1',
        version: 'v1',
      });
    });

    it('publishes the schemas of the kinds that it serves', async () => {
      const { body } = await context.client.get('/openapi/v3');
      expect(Object.keys(body.paths)).toEqual(
        expect.arrayContaining(['api/v1', 'apis/networking.istio.io/v1']),
      );
      const core = await context.client.get('/openapi/v3/api/v1');
      const kinds = Object.values(
        (core.body as unknown as OpenApiDocument).components.schemas,
      ).map(schema => schema['x-kubernetes-group-version-kind']);
      expect(kinds).toContainEqual([
        { group: '', kind: 'Namespace', version: 'v1' },
      ]);
      const other = await context.client.get('/openapi/v3/apis/no.such/v1');
      expect(other.status).toBe(404);
    });

    it('lists the resources of a version with verbs and scope', async () => {
      const { body } = await context.client.get('/apis/networking.istio.io/v1');
      expect(body.kind).toBe('APIResourceList');
      const found = body.resources.find(
        ({ name }) => String(name) === 'gateways',
      );
      expect(found).toMatchObject({
        kind: 'Gateway',
        namespaced: true,
        singularName: 'gateway',
        verbs: expect.arrayContaining([
          'create',
          'delete',
          'get',
          'list',
          'patch',
          'update',
          'watch',
        ]),
      });
      expect(body.resources.map(({ name }) => name)).toContain(
        'gateways/status',
      );
    });

    it('is answered for all groups at once in the aggregated form', async () => {
      const accept =
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
      const { body, headers } = await context.client.get('/apis', { accept });
      expect(headers['content-type']).toBe(accept);
      expect(body.kind).toBe('APIGroupDiscoveryList');
      const istio = body.items.find(
        ({ metadata }) => String(metadata.name) === 'networking.istio.io',
      );
      const gateways = istio?.versions[0].resources.find(
        ({ resource }) => String(resource) === 'gateways',
      );
      expect(gateways).toMatchObject({
        responseKind: {
          group: 'networking.istio.io',
          version: 'v1',
          kind: 'Gateway',
        },
        scope: 'Namespaced',
        singularResource: 'gateway',
      });
    });

    it('tells version and readiness without a token', async () => {
      const version = await context.client.get('/version', { token: '' });
      expect(version.status).toBe(200);
      expect(version.body).toMatchObject({
        major: '1',
        minor: expect.any(String),
      });
      const ready = await context.client.get('/readyz', { token: '' });
      expect([ready.status, ready.text]).toEqual([200, 'ok']);
    });

    it('answers 404 for what is not served', async () => {
      const resource = await context.client.get('/api/v1/nothings');
      expect(resource.status).toBe(404);
      expect(resource.body).toMatchObject({
        kind: 'Status',
        reason: 'NotFound',
        message: 'the server could not find the requested resource',
      });
      const group = await context.client.get(
        '/apis/not.installed.example/v1/things',
      );
      expect([group.status, group.text.trim()]).toEqual([
        404,
        '404 page not found',
      ]);
    });
  });
}
