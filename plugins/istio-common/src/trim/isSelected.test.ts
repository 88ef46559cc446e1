import { isSelected } from './isSelected';
import { SECRET_RESOURCES, WATCHED_RESOURCES } from './watchedResources';

const [TLS, OTHER] = SECRET_RESOURCES;

function secret(type?: string) {
  return { apiVersion: 'v1', kind: 'Secret', ...(type && { type }) };
}

describe('isSelected', () => {
  it.each([
    ['kubernetes.io/tls', true, false],
    ['Opaque', false, true],
    // Nothing said is Opaque, which the API server writes in itself.
    [undefined, false, true],
    // Istiod takes certificates from a Secret of whatever type.
    ['example.com/gateway-credential', false, true],
    ['kubernetes.io/dockerconfigjson', false, true],
    ['helm.sh/release.v1', false, false],
    ['kubernetes.io/service-account-token', false, false],
  ])('a Secret of type %s', (type, tls, other) => {
    expect(isSelected(TLS, secret(type))).toBe(tls);
    expect(isSelected(OTHER, secret(type))).toBe(other);
  });

  it('goes by the name where the resource does', () => {
    const roots = WATCHED_RESOURCES.find(({ part }) => part === 'root-ca');
    const named = (name: string) => ({ metadata: { name } });
    expect(isSelected(roots ?? {}, named('istio-ca-root-cert'))).toBe(true);
    expect(isSelected(roots ?? {}, named('kube-root-ca.crt'))).toBe(false);
  });

  it('takes everything where nothing is selected, and bad objects too', () => {
    expect(isSelected({}, null)).toBe(true);
    expect(isSelected(TLS, 'text')).toBe(false);
    expect(isSelected(OTHER, { type: 7 })).toBe(true);
  });
});
