import { MeshIndex } from '../../index/MeshIndex';
import type { MeshObject } from '../../model/meshObject';
import { NOW, trimAll } from '../../testing/assessRaw';
import { rawEgressMesh, rawEgressParts } from '../../testing/raw/egress';
import { rawEgressPod } from '../../testing/raw/egressLegs';
import { ClusterAssessor } from '../incremental/ClusterAssessor';

/** The object, and how often its hosts were looked at. */
function watched(object: MeshObject) {
  let looks = 0;
  const hosts = 'hosts' in object ? object.hosts : [];
  return {
    looks: () => looks,
    object: Object.defineProperty({ ...object }, 'hosts', {
      enumerable: true,
      get: () => {
        looks += 1;
        return hosts;
      },
    }),
  };
}

describe('what an event makes of egress', () => {
  const [entry] = trimAll([rawEgressParts().entry]);
  const { object, looks } = watched(entry);
  const { entry: _, ...others } = rawEgressParts();
  const [pod] = trimAll([rawEgressPod()]);
  const index = MeshIndex.build([
    object,
    ...trimAll([...rawEgressMesh(), ...Object.values(others)]),
  ]);
  const assessor = new ClusterAssessor(index, {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
  const take = (change: Partial<MeshObject>, name = pod.ref.name) => {
    const before = looks();
    index.apply({
      type: 'upsert',
      // A pod with some of its fields changed.
      object: { ...pod, ref: { ...pod.ref, name }, ...change } as MeshObject,
    });
    assessor.update();
    const [{ state, gatewayPods }] = assessor.assessment.egress;
    return { state, gatewayPods, judged: looks() > before };
  };

  it('of a pod of the gateway counts the pods, and judges hosts only when none is left or the first one is back', () => {
    assessor.update();
    expect(looks()).toBeGreaterThan(0);
    const pods = (count: number, ready: number) => [
      { namespace: 'istio-system', pods: count, ready },
    ];
    expect(take({}, 'second')).toEqual({
      state: 'effective',
      gatewayPods: pods(2, 2),
      judged: false,
    });
    expect(take({ ready: false })).toEqual({
      state: 'effective',
      gatewayPods: pods(2, 1),
      judged: false,
    });
    expect(take({ ready: false }, 'second')).toEqual({
      state: 'broken',
      gatewayPods: pods(2, 0),
      judged: true,
    });
    expect(take({ ready: true })).toEqual({
      state: 'effective',
      gatewayPods: pods(2, 1),
      judged: true,
    });
  });
});
