import { assessRaw } from './assessRaw';
import { EDGE_MESH } from './raw/gatewayApi';

/**
 * What a test of the Gateway API asks: what raw objects in {@link EDGE_MESH}
 * expose, in full in the answers; the same must come of the objects in the
 * other order.
 */
export function exposureProbe(answer: <T>(answer: T) => T) {
  /** `url gateway routes state host` of each. */
  return (raw: readonly unknown[], states = {}): string[] => {
    const found = assessRaw([...EDGE_MESH, ...raw], { states }).exposures;
    expect(found).toStrictEqual(JSON.parse(JSON.stringify(found)));
    const turned = [...raw, ...EDGE_MESH].reverse();
    expect(assessRaw(turned, { states }).exposures).toEqual(found);
    return answer(found).map(
      ({ host, url, gateway: at, routes, state }) =>
        `${url} ${at.namespace}/${at.name} ${routes
          .map(one => one.ref.name)
          .join()} ${state} ${host}`,
    );
  };
}
