import type { ProtocolContext } from './ProtocolContext';

const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

function review(resourceAttributes: object) {
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
}

/** @internal */
export function describeAccess(context: ProtocolContext): void {
  describe('access', () => {
    it('refuses an unknown token with 401', async () => {
      const { status, body } = await context.client.get('/api/v1/pods', {
        token: 'no-such-token',
      });
      expect(status).toBe(401);
      expect(body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      });
    });

    it('takes a request without token for the anonymous user', async () => {
      const { status, body } = await context.client.get('/api/v1/pods', {
        token: '',
      });
      expect(status).toBe(403);
      expect(body.message).toBe(
        'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
      );
    });

    it.each([
      [
        'GET',
        '/api/v1/pods',
        'pods is forbidden: User "nobody" cannot list resource "pods" in API group "" at the cluster scope',
        { kind: 'pods' },
      ],
      [
        'GET',
        '/api/v1/namespaces/NS/pods?watch=1',
        'pods is forbidden: User "nobody" cannot watch resource "pods" in API group "" in the namespace "NS"',
        { kind: 'pods' },
      ],
      [
        'GET',
        '/apis/networking.istio.io/v1/namespaces/NS/gateways/a',
        'gateways.networking.istio.io "a" is forbidden: User "nobody" cannot get resource "gateways" in API group "networking.istio.io" in the namespace "NS"',
        { name: 'a', group: 'networking.istio.io', kind: 'gateways' },
      ],
      [
        'GET',
        '/api/v1/namespaces/NS',
        'namespaces "NS" is forbidden: User "nobody" cannot get resource "namespaces" in API group "" in the namespace "NS"',
        { name: 'NS', kind: 'namespaces' },
      ],
      [
        'DELETE',
        '/apis/apps/v1/namespaces/NS/deployments/d',
        'deployments.apps "d" is forbidden: User "nobody" cannot delete resource "deployments" in API group "apps" in the namespace "NS"',
        { name: 'd', group: 'apps', kind: 'deployments' },
      ],
    ])(
      'refuses %s %s with 403 and the reason',
      async (method, path, message, details) => {
        const fill = (text: string) => text.replaceAll('NS', context.namespace);
        const answer = await context.client.call(method, fill(path), {
          as: 'nobody',
        });
        expect(answer.status).toBe(403);
        expect(answer.body).toEqual({
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: fill(message),
          reason: 'Forbidden',
          details: JSON.parse(fill(JSON.stringify(details))),
          code: 403,
        });
      },
    );

    it('refuses before it says whether the object is there', async () => {
      const answer = await context.client.get(context.in('secrets/none'), {
        as: 'nobody',
      });
      expect(answer.status).toBe(403);
    });

    it('reviews the access of the caller', async () => {
      const ask = (attributes: object, as: 'reader' | 'nobody' | 'admin') =>
        context.client.post(REVIEWS, review(attributes), { as });
      const pods = { verb: 'list', resource: 'pods' };
      const allowed = await ask(pods, 'reader');
      expect(allowed.status).toBe(201);
      expect(allowed.body.status).toMatchObject({
        allowed: true,
        reason: expect.stringContaining('RBAC: allowed by ClusterRoleBinding'),
      });
      expect(
        (await ask({ verb: 'list', resource: 'secrets' }, 'reader')).body.status
          .allowed,
      ).toBe(false);
      expect((await ask(pods, 'nobody')).body.status.allowed).toBe(false);
      expect(
        (await ask({ verb: 'delete', resource: 'nodes' }, 'admin')).body.status
          .allowed,
      ).toBe(true);
    });

    it('refuses a review that asks nothing', async () => {
      const { status, body } = await context.client.post(REVIEWS, { spec: {} });
      expect(status).toBe(422);
      expect(body.message).toContain(
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      );
    });
  });
}
