import type { EgressStatus } from '../api/egress';
import type { DataState } from '../api/freshness';
import type { ClusterAssessment } from '../assess/assessCluster';
import { assessRaw } from './assessRaw';
import { EXTERNAL_HOST, rawEgressMesh, rawEgressParts } from './raw/egress';

/** The parts of a sound egress that a test replaces, or (undefined) leaves out. */
export type EgressChanges = Partial<
  Record<keyof ReturnType<typeof rawEgressParts>, unknown>
>;

/** A row of a table: what is told of the host when these parts are changed, with these objects beside them. */
export type EgressRow = [
  name: string,
  state: string,
  words: string,
  EgressChanges,
  unknown[]?,
];

/** The sound egress through the gateway, some of its parts changed. */
function assessedWith(
  changes: EgressChanges,
  more: readonly unknown[],
  states: Record<string, DataState>,
): ClusterAssessment {
  const parts = Object.values({ ...rawEgressParts(), ...changes });
  const raw = parts.filter(one => one !== undefined);
  return assessRaw([...rawEgressMesh(), ...raw, ...more], { states });
}

/**
 * How the test file judges an egress: each answer is held in full against the
 * file of answers.
 *
 * @param answer - `recordAnswers(__filename)` of the test
 */
export function egressAnswers(answer: <T>(one: T) => T) {
  function assessed(
    changes: EgressChanges = {},
    more: readonly unknown[] = [],
    states: Record<string, DataState> = {},
  ): ClusterAssessment {
    const assessment = assessedWith(changes, more, states);
    const { egress } = assessment;
    expect(egress).toStrictEqual(JSON.parse(JSON.stringify(egress)));
    answer(egress);
    return assessment;
  }
  function egressOf(...situation: Parameters<typeof assessed>): EgressStatus[] {
    return assessed(...situation).egress;
  }
  /** State and summary of the host; of wildcards and other names where it has none. */
  function verdict(...situation: Parameters<typeof assessed>) {
    const all = egressOf(...situation);
    const found = all.find(({ host }) => host === EXTERNAL_HOST) ?? all[0];
    return [found?.state, found?.why.summary];
  }
  return { assessed, egressOf, verdict };
}
