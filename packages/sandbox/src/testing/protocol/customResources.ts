import type { Json } from '../ProtocolClient';
import { gateway, ISTIO, type ProtocolContext } from './ProtocolContext';

const CERTIFICATES = 'cert-manager.io/v1';

const certificate = (spec: object) => ({
  apiVersion: CERTIFICATES,
  kind: 'Certificate',
  metadata: { name: 'judged' },
  spec,
});

/** `spec.secretName: Required value`, in no order. */
function complaints(body: Json): string[] {
  return body.details.causes
    .map(({ field, message }) => `${field}: ${message}`)
    .filter(text => !text.startsWith('<nil>'))
    .sort();
}

/** @internal */
export function describeCustomResources(context: ProtocolContext): void {
  describe('custom resources', () => {
    it('refuses one that lacks required fields, naming each', async () => {
      const { status, body } = await context.client.post(
        context.in('certificates', CERTIFICATES),
        certificate({}),
      );
      expect(status).toBe(422);
      expect(body).toMatchObject({
        reason: 'Invalid',
        details: {
          name: 'judged',
          group: 'cert-manager.io',
          kind: 'Certificate',
        },
      });
      expect(body.message).toContain(
        'Certificate.cert-manager.io "judged" is invalid: ',
      );
      expect(complaints(body)).toEqual([
        'spec.issuerRef: Required value',
        'spec.secretName: Required value',
      ]);
    });

    it('says what a field must be', async () => {
      const spec = {
        secretName: 's',
        issuerRef: { name: 'i' },
        privateKey: { algorithm: 'FOO' },
        duration: 5,
      };
      const { body } = await context.client.post(
        context.in('certificates', CERTIFICATES),
        certificate(spec),
      );
      expect(complaints(body)).toEqual([
        'spec.duration: Invalid value: "integer": spec.duration in body must be of type string: "integer"',
        'spec.privateKey.algorithm: Unsupported value: "FOO": supported values: "RSA", "ECDSA", "Ed25519"',
      ]);
    });

    it('names the place inside lists and maps', async () => {
      const servers = [
        {
          hosts: [1],
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          tls: { mode: 'NOPE' },
        },
      ];
      const wrong = await context.client.post(
        context.in('gateways', ISTIO),
        gateway('wrong', { servers }),
      );
      expect(wrong.status).toBe(422);
      expect(complaints(wrong.body).map(text => text.split(':')[0])).toEqual([
        'spec.servers[0].hosts[0]',
        'spec.servers[0].tls.mode',
      ]);
      const { body } = await context.client.post(
        context.in('peerauthentications', 'security.istio.io/v1'),
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: { name: 'wrong' },
          spec: {
            selector: { matchLabels: { a: 'b' } },
            portLevelMtls: { 8080: { mode: 'NOPE' } },
          },
        },
      );
      expect(complaints(body)).toEqual([
        'spec.portLevelMtls.8080.mode: Unsupported value: "NOPE": supported values: "UNSET", "DISABLE", "PERMISSIVE", "STRICT"',
      ]);
    });

    it('checks changes too', async () => {
      const path = context.in('gateways', ISTIO);
      await context.client.post(
        path,
        gateway('kept-right', { selector: { a: 'b' } }),
      );
      const { status } = await context.client.patch(
        `${path}/kept-right`,
        'merge',
        { spec: { selector: 5 } },
      );
      expect(status).toBe(422);
    });

    it('come and go with their definition', async () => {
      const group = `${context.namespace}.example.com`;
      const definitions =
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
      const things = context.in('things', `${group}/v1`);
      expect((await context.client.get(things)).status).toBe(404);

      const created = await context.client.post(definitions, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `things.${group}` },
        spec: {
          group,
          names: {
            plural: 'things',
            singular: 'thing',
            kind: 'Thing',
            listKind: 'ThingList',
          },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          ],
        },
      });
      expect(created.status).toBe(201);
      await context.client.eventually(
        () => context.client.get(things),
        ({ status }) => status === 200,
      );
      const thing = {
        apiVersion: `${group}/v1`,
        kind: 'Thing',
        metadata: { name: 'one' },
        size: 1,
      };
      expect((await context.client.post(things, thing)).status).toBe(201);
      const watch = await context.client.watch(things);
      await watch.until(seen => seen.length > 0);

      await context.client.delete(`${definitions}/things.${group}`);
      await watch.ended;
      const gone = await context.client.eventually(
        () => context.client.get(things),
        ({ status }) => status === 404,
      );
      expect(gone.text.trim()).toBe('404 page not found');
    });
  });
}
