import { AssessScope } from '../AssessScope';
import { MeshIndex } from '../../index/MeshIndex';
import { NOW, trimAll } from '../../testing/assessRaw';
import { rawMesh, rawPod } from '../../testing/rawObjects';
import { countProxies } from './countProxies';

const OLD = { revision: '1-29-4', version: '1.29.4' };

function counted(proxies: ReadonlyArray<object | false>) {
  const pods = proxies.map((proxy, at) =>
    rawPod({ name: `cart-${at}`, proxy }),
  );
  const scope = new AssessScope(
    MeshIndex.build(trimAll([...rawMesh(), ...pods])),
    { cluster: 'eu-1', now: NOW, dataStates: new Map() },
  );
  const [cart] = scope.workloads.filter(({ ref }) => ref.name === 'cart');
  return countProxies(scope, cart).map(
    ({ revision, version, pods: count }) => `${revision} ${version} ${count}`,
  );
}

describe('proxies of a workload', () => {
  it.each([
    ['none', [false, false], []],
    ['alike', [{}, {}, {}], ['1-30-3 1.30.3 3']],
    [
      'of two versions in turn, and none between them',
      [OLD, {}, false, OLD, {}, {}],
      ['1-29-4 1.29.4 2', '1-30-3 1.30.3 3'],
    ],
    [
      'of one image under two revisions',
      [{}, { ...OLD, version: '1.30.3' }],
      ['1-29-4 1.30.3 1', '1-30-3 1.30.3 1'],
    ],
  ])('are counted where they are %s', (_name, proxies, expected) => {
    expect(counted(proxies).sort()).toEqual(expected);
  });
});
