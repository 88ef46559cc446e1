import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  judgeSituation,
  wantedOf,
} from '../../plugins/istio-common/src/testing/judgeSituation';
import { RECORDED_AT, recorded } from './certificates/recorded';
import { SITUATIONS, type Situation } from './certificates/situations';
import { Stage, type Live } from './certificates/Stage';
import { StandIns } from './certificates/StandIns';

jest.setTimeout(180_000);

/** Where the product's own tests find what was recorded. */
const FIXTURES = join(
  __dirname,
  '../../plugins/istio-common/src/assess/certificate/__fixtures__',
);

function about({ name, certificate, afterMinutes = 0, expect }: Situation) {
  const now = new Date(RECORDED_AT.getTime() + afterMinutes * 60_000);
  return {
    situation: name,
    certificate: certificate ?? 'web',
    now: now.toISOString(),
    expect,
  };
}

/** `MESHWRIGHT_RECORD=1 node lab/test.mjs certificates` writes the fixtures anew. */
function record(situation: Situation, objects: readonly Live[]): void {
  if (!process.env.MESHWRIGHT_RECORD) return;
  mkdirSync(FIXTURES, { recursive: true });
  writeFileSync(
    join(FIXTURES, `${situation.name}.yaml`),
    [about(situation), ...objects]
      .map(one => stringify(one, { lineWidth: 0, singleQuote: true }))
      .join('---\n'),
  );
}

describe('what real cert-manager makes of a Certificate', () => {
  const stages = new Map<string, Stage>();
  const arranged = new Map<string, Promise<Live[]>>();
  let standIns: StandIns;

  beforeAll(async () => {
    standIns = await StandIns.start();
    for (const { name, arrange } of SITUATIONS) {
      const stage = await Stage.open(name, standIns.url);
      stages.set(name, stage);
      const objects = arrange(stage).then(() => recorded(stage, name));
      objects.catch(() => {}); // the test of the situation reports it
      arranged.set(name, objects);
    }
  });

  afterAll(async () => {
    await Promise.allSettled([...stages.values()].map(stage => stage.close()));
    await standIns?.stop();
  });

  it.each(SITUATIONS.map(one => [one.name, one] as const))(
    '%s is judged as it is',
    async (name, situation) => {
      const objects = (await arranged.get(name)) ?? [];
      record(situation, objects);
      const known = about(situation);
      expect(judgeSituation(known, objects)).toEqual(wantedOf(known));
    },
  );
});
