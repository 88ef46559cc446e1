import {
  assessCluster,
  assessToKeep,
  completeAssessment,
} from '../../plugins/istio-common/src/assess/assessCluster';
import {
  type AssessmentDelta,
  ClusterAssessor,
} from '../../plugins/istio-common/src/assess/incremental/ClusterAssessor';
import { MeshIndex } from '../../plugins/istio-common/src/index/MeshIndex';
import type { MeshObject } from '../../plugins/istio-common/src/model/meshObject';
import { trimRaw } from '../../plugins/istio-common/src/replay/trimRaw';
import {
  LARGE_MESH,
  LargeMesh,
} from '../../plugins/istio-common/src/testing/largeMesh/LargeMesh';
import { type Figure, figure, spreadOf } from '../figure';
import { retained } from '../heap';
import { sample } from '../sample';

const CONTEXT = {
  cluster: 'eu-1',
  now: new Date('2026-02-01T00:00:00Z'),
  dataStates: new Map(),
};

function trim(raw: unknown): MeshObject[] {
  const object = trimRaw(raw);
  return object ? [object] : [];
}

/** As it comes from the wire: nothing is shared with the generator. */
function received(raw: unknown): unknown {
  return JSON.parse(JSON.stringify(raw));
}

function indexOf(mesh: LargeMesh): MeshIndex {
  const index = new MeshIndex();
  for (const raw of mesh.objects()) {
    for (const object of trim(received(raw))) {
      index.apply({ type: 'upsert', object });
    }
  }
  return index;
}

class Live {
  readonly mesh = new LargeMesh();
  readonly index: MeshIndex;
  readonly assessor: ClusterAssessor;

  constructor() {
    this.index = indexOf(this.mesh);
    this.assessor = new ClusterAssessor(this.index, CONTEXT);
    this.assessor.update();
  }

  /** Applies an object that was received and trimmed before. */
  upsert(object: MeshObject): AssessmentDelta {
    this.index.apply({ type: 'upsert', object });
    return this.assessor.update();
  }
}

/** Flips, creations and deletions of pods, ready to be applied. */
function podSteps(
  live: Live,
  count: number,
  make: (nth: number, name: string, ready: boolean) => unknown,
): Array<() => unknown> {
  return Array.from({ length: count }, (_, nth) => {
    const group = Math.floor(nth / 4);
    const [object] = trim(received(make(group, `x${group}`, nth % 4 === 1)));
    return nth % 4 === 3
      ? () => {
          live.index.apply({ type: 'delete', ref: object.ref });
          return live.assessor.update();
        }
      : () => live.upsert(object);
  });
}

function memoryFigures(): { live: Live; figures: Figure[] } {
  const full = retained(() => {
    const pods = [];
    for (const raw of new LargeMesh().pods()) pods.push(received(raw));
    return pods;
  });
  const megabytes = full.megabytes;
  full.value.length = 0;
  const index = retained(() => indexOf(new LargeMesh()));
  const { value: live, megabytes: all } = retained(() => new Live());
  return {
    live,
    figures: [
      figure({
        name: 'heap retained',
        value: all,
        unit: 'MB',
        target: 25,
        baseline: { name: 'full pods alone', value: megabytes },
        note: 'index, assessment and all that keeps it up to date; no raw objects, no rows of the database. 1 MB = 10⁶ bytes, after a forced collection',
      }),
      figure({
        name: 'heap retained by the index alone',
        value: index.megabytes,
        unit: 'MB',
        note: `${index.value.count('pod')} pods; part of the above`,
      }),
    ],
  };
}

/** Steps that also note how many rules each of them ran: a count that no load changes. */
function counted(
  { assessor }: Live,
  steps: ReadonlyArray<() => unknown>,
): { steps: Array<() => unknown>; runs: number[] } {
  const runs: number[] = [];
  const counting = steps.map(step => () => {
    const before = assessor.runs;
    const outcome = step();
    runs.push(assessor.runs - before);
    return outcome;
  });
  return { steps: counting, runs };
}

async function timed(
  live: Live,
  name: string,
  given: ReadonlyArray<() => unknown>,
  about: Pick<Figure, 'note' | 'target'> & {
    rebuild: number;
    by: 'p50' | 'p99';
    /** How many of the first steps are not counted. */
    warm?: number;
  },
): Promise<Figure> {
  const { steps, runs } = counted(live, given);
  const { note, target, rebuild, by, warm = 0 } = about;
  const spread = spreadOf(await sample(name, steps, warm));
  const ran = spreadOf(runs.slice(warm));
  return figure({
    name: `${name}, ${by}`,
    value: spread[by],
    unit: 'ms',
    ...(target !== undefined && { target }),
    baseline: { name: 'full rebuild', value: rebuild },
    spread,
    note: `${note}${
      warm > 0 ? `; after ${warm} that are not counted` : ''
    }; rules run for one event: p50 ${ran.p50}, max ${ran.max}`,
  });
}

function rebuildSteps(objects: readonly MeshObject[]): Array<() => unknown> {
  return Array.from(
    { length: 8 },
    () => () => assessCluster(MeshIndex.build(objects), CONTEXT),
  );
}

/** Every object of an index, as a collector would hand them over. */
function objectsOf(mesh: LargeMesh): MeshObject[] {
  return [...mesh.objects()].flatMap(raw => trim(received(raw)));
}

function policySteps(
  live: Live,
  scope: 'workload' | 'namespace' | 'mesh',
  count: number,
) {
  return Array.from({ length: count }, (_, nth) => {
    const [object] = trim(received(live.mesh.policyEdit(scope, nth)));
    return () => live.upsert(object);
  });
}

async function policyFigures(live: Live, rebuild: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scope of ['workload', 'namespace', 'mesh'] as const) {
    const warm = 20;
    const count = (scope === 'mesh' ? 50 : 100) + warm;
    figures.push(
      await timed(
        live,
        `PeerAuthentication of a ${scope}`,
        policySteps(live, scope, count),
        {
          by: 'p99',
          target: 20,
          rebuild,
          warm,
          note: `one edit or new policy, applied and every verdict up to date${
            scope === 'mesh'
              ? '; what is said of almost every workload does change'
              : ''
          }`,
        },
      ),
    );
  }
  return figures;
}

async function podFigures(live: Live, rebuild: number): Promise<Figure[]> {
  const { mesh } = live;
  const note =
    'a pod is created, becomes ready, not ready, and goes; applied and every verdict up to date; trimming not counted; the time stands still';
  const by = 'p99';
  const warm = 200;
  return [
    await timed(
      live,
      'pod with sidecar',
      podSteps(live, 2_000 + warm, (nth, name, ready) =>
        mesh.podOf(nth * 17, name, ready, true),
      ),
      { by, target: 1, rebuild, warm, note },
    ),
    await timed(
      live,
      'pod without proxy',
      podSteps(live, 2_000 + warm, (nth, name, ready) =>
        mesh.podOf(nth * 17, name, ready, false),
      ),
      {
        by,
        target: 1,
        rebuild,
        warm,
        note: `${note}. It may call every workload that is not STRICT: the list of such clients changes, to which their rows refer`,
      },
    ),
    await timed(
      live,
      'gateway pod',
      podSteps(live, 2_000 + warm, (_, name, ready) =>
        mesh.gatewayPod(`istio-ingressgateway-6d5f8-${name}`, ready),
      ),
      {
        by,
        target: 1,
        rebuild,
        warm,
        note: `${note}. It serves every host of the cluster, whose rows say how many pods are ready`,
      },
    ),
  ];
}

async function timeFigure(live: Live, rebuild: number): Promise<Figure> {
  const steps = Array.from({ length: 20 }, (_, nth) => () => {
    const now = new Date(CONTEXT.now.getTime() + nth * 30_000);
    return live.assessor.update({ now });
  });
  return timed(live, 'time moves on by 30 s', steps, {
    by: 'p50',
    rebuild,
    note: 'nothing else changes; every certificate is judged again',
  });
}

/** The incremental outcome is worth nothing unless it is the same. */
function assertEqual({ index, assessor }: Live): void {
  assessor.update({ now: CONTEXT.now });
  const { assessment } = assessor;
  const pairs = [
    [assessment, assessToKeep(index, CONTEXT)],
    // What is shown of it, with the clients joined.
    [completeAssessment(assessment), assessCluster(index, CONTEXT)],
  ];
  for (const [live, rebuilt] of pairs) {
    if (JSON.stringify(live) === JSON.stringify(rebuilt)) continue;
    throw new Error('The incremental outcome is not that of a full rebuild');
  }
}

export const description = `assessments of a cluster of ${LARGE_MESH.pods} pods: full, incremental, memory`;

/** The suite `assess`. */
export async function run(): Promise<Figure[]> {
  const { live, figures } = memoryFigures();
  const objects = objectsOf(new LargeMesh());
  const rebuilds = spreadOf(
    await sample('full rebuild', rebuildSteps(objects)),
  );
  objects.length = 0;
  const rebuild = figure({
    name: 'full rebuild, p50',
    value: rebuilds.p50,
    unit: 'ms',
    target: 1_000,
    spread: rebuilds,
    note: 'index and assessment from trimmed objects',
  });
  const incremental = [
    ...(await policyFigures(live, rebuild.value)),
    ...(await podFigures(live, rebuild.value)),
    await timeFigure(live, rebuild.value),
  ];
  assertEqual(live);
  return [rebuild, ...figures, ...incremental];
}
