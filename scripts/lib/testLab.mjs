import fs from 'node:fs';
import path from 'node:path';
import { close } from './closing.mjs';
import { CACHE, ROOT } from './paths.mjs';
import { runWithTail } from './processes.mjs';
import { runStages } from './stages.mjs';

/** `npm run test:lab`: every test that needs the real control planes. */
export async function run({ args, workspace }) {
  const folder = path.join(CACHE, 'lab-results');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const lab = async () => {
    const { code, tail } = await runWithTail(
      workspace.node,
      [path.join(ROOT, 'lab/test.mjs'), ...args],
      {
        cwd: ROOT,
        env: { ...workspace.env, MESHWRIGHT_LAB_RESULTS: folder },
      },
    );
    const results = fs.readdirSync(folder).map(name => path.join(folder, name));
    return { code, results, tail };
  };
  const ended = await runStages([['lab', lab]]);
  close('test:lab', ended);
  return ended.every(({ ok }) => ok) ? 0 : 1;
}
