import { assessToKeep } from '../../assess/assessCluster';
import { ClusterAssessor } from '../../assess/incremental/ClusterAssessor';
import { MeshIndex } from '../../index/MeshIndex';
import type { MeshObjectType } from '../../model/meshObject';
import { NOW, trimAll } from '../assessRaw';
import { LARGE_MESH, LargeMesh } from './LargeMesh';

const POLICIES: readonly MeshObjectType[] = [
  'peerauthentication',
  'authorizationpolicy',
  'requestauthentication',
  'networkpolicy',
];

describe('LargeMesh', () => {
  const mesh = new LargeMesh();
  const objects = trimAll([...mesh.objects()]);
  const index = MeshIndex.build(objects);

  it('has as much of everything as the benchmark says', () => {
    const policies = POLICIES.map(type => index.count(type));
    expect({
      pods: index.count('pod'),
      services: index.count('service'),
      policies: policies.reduce((sum, count) => sum + count),
      certificates: index.count('certificate'),
    }).toEqual(LARGE_MESH);
  });

  it('is judged alike event by event and from scratch', () => {
    const context = { cluster: 'eu-1', now: NOW, dataStates: new Map() };
    const assessor = new ClusterAssessor(index, context);
    assessor.update();
    const events = trimAll([
      mesh.podOf(3, 'x', false, true),
      mesh.podOf(3, 'x', true, true),
      mesh.podOf(5, 'y', true, false),
      mesh.gatewayPod('istio-ingressgateway-6d5f8-x', false),
      mesh.policyEdit('workload', 4),
      mesh.policyEdit('namespace', 5),
      mesh.policyEdit('mesh', 6),
    ]);
    for (const object of events) {
      index.apply({ type: 'upsert', object });
      assessor.update();
    }
    index.apply({ type: 'delete', ref: events[0].ref });
    assessor.update();
    const [live, scratch] = [
      assessor.assessment,
      assessToKeep(index, context),
    ].map(one => JSON.stringify(one));
    // As one text, because matchers take minutes over so much.
    expect(live === scratch).toBe(true);
  });
});
