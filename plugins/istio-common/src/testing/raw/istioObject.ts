/** A raw object of Istio for tests, of whatever kind. */
export function rawIstioObject(
  group: string,
  kind: string,
  name: string,
  spec: object,
  namespace = 'shop',
) {
  return {
    apiVersion: `${group}.istio.io/v1`,
    kind,
    metadata: { name, namespace },
    spec,
  };
}
