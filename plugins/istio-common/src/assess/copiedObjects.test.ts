import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeshIndex } from '../index/MeshIndex';
import type { ObjectRef } from '../model/identity';
import type {
  MeshObject,
  MeshObjectOf,
  MeshObjectType,
} from '../model/meshObject';
import { NOW, trimAll } from '../testing/assessRaw';
import { GOOD_OBJECTS } from '../testing/badObjects/goodObjects';
import { rawEgressMesh, rawEgressParts } from '../testing/raw/egress';
import { rawIngressGateway, rawMesh } from '../testing/rawObjects';
import { assessCluster } from './assessCluster';

/** Hands out another copy at every look-up, as an index that packs its objects may. */
class CopyingIndex extends MeshIndex {
  constructor(objects: Iterable<MeshObject>) {
    super();
    for (const object of objects) this.apply({ type: 'upsert', object });
  }

  find(ref: ObjectRef): MeshObject | undefined {
    return structuredClone(super.find(ref));
  }

  all<TType extends MeshObjectType>(type: TType) {
    return copies(super.all(type));
  }

  inNamespace<TType extends MeshObjectType>(type: TType, namespace: string) {
    return copies(super.inNamespace(type, namespace));
  }
}

function copies<TType extends MeshObjectType>(
  objects: IterableIterator<MeshObjectOf<TType>>,
): IterableIterator<MeshObjectOf<TType>> {
  return [...objects].map(one => structuredClone(one)).values();
}

const VECTORS = join(__dirname, '..', '__fixtures__', 'vectors');

/** The objects of recorded cases, in which Gateways lose to each other. */
function recorded(suite: string, cases: number): unknown[][] {
  return readFileSync(join(VECTORS, `${suite}.jsonl`), 'utf8')
    .split('\n')
    .slice(0, cases)
    .map(line => [...rawMesh(), ...JSON.parse(line).objects]);
}

function judged(index: MeshIndex) {
  return assessCluster(index, {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
}

describe('objects of the index are told apart by their names', () => {
  it.each<[string, unknown[][]]>([
    ['every kind', [[...rawMesh(), ...rawIngressGateway(), ...GOOD_OBJECTS]]],
    ['egress', [[...rawEgressMesh(), ...Object.values(rawEgressParts())]]],
    ['recorded findings', recorded('findings', 120)],
  ])('an equal copy of each is as good: %s', (_, worlds) => {
    for (const world of worlds) {
      const objects = trimAll(world);
      expect(judged(new CopyingIndex(objects))).toEqual(
        judged(MeshIndex.build(objects)),
      );
    }
  });
});
