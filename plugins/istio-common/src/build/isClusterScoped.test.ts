import { isClusterScoped } from './isClusterScoped';

describe('isClusterScoped', () => {
  it.each([
    ['', 'Namespace', true],
    ['cert-manager.io', 'ClusterIssuer', true],
    ['cert-manager.io', 'Issuer', false],
    ['rbac.authorization.k8s.io', 'Role', false],
    ['networking.istio.io', 'Gateway', false],
    ['example.com', 'Namespace', false],
  ])('knows %s/%s', (group, kind, expected) => {
    expect(isClusterScoped({ group, kind })).toBe(expected);
  });
});
