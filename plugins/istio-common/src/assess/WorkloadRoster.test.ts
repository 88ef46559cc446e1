import { MeshIndex } from '../index/MeshIndex';
import { trimRaw } from '../replay/trimRaw';
import { rawPod } from '../testing/rawObjects';
import { WorkloadRoster } from './WorkloadRoster';
import type { AssessScope } from './AssessScope';
import type { Cell } from './incremental/Cell';

function podIn(namespace: string) {
  const pod = trimRaw(rawPod({ namespace }));
  if (pod?.type !== 'pod') throw new Error('No pod');
  return pod;
}

function roster() {
  const read: Cell[] = [];
  // The roster notes what is read, and asks nothing else in this test.
  const scope = {
    noteRead: (cell: Cell) => read.push(cell),
  } as unknown as AssessScope;
  return { read, roster: new WorkloadRoster(scope, MeshIndex.build([])) };
}

describe('WorkloadRoster', () => {
  it('keeps one cell for a namespace while it is read, and none after', () => {
    const { read, roster: made } = roster();
    made.inNamespace('pr-1');
    made.inNamespace('pr-1');
    expect(read[1]).toBe(read[0]);
    read[0].abandoned();
    made.inNamespace('pr-1');
    expect(read[2]).not.toBe(read[0]);
    // One that was dropped before takes nothing of its successor.
    read[0].abandoned();
    made.inNamespace('pr-1');
    expect(read[3]).toBe(read[2]);
  });

  it('finds the pods of a namespace that was empty in between', () => {
    const { read, roster: made } = roster();
    const pod = podIn('pr-1');
    const names = () => made.inNamespace('pr-1').length;
    expect(names()).toBe(0);
    made.apply({ after: pod });
    expect(names()).toBe(1);
    made.apply({ before: pod });
    expect(names()).toBe(0);
    const touched = new Set(made.apply({ after: pod }));
    expect(names()).toBe(1);
    expect(touched.has(read[0])).toBe(true);
  });
});
