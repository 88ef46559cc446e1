// `forget` before a run; without it, how `npm test` and the lab ended.
import { closingText, forget, readClosing } from '../scripts/lib/closing.mjs';

if (process.argv[2] === 'forget') forget();
else {
  const stages = readClosing(['test', 'test:lab']);
  process.stdout.write(`\n== all\n${closingText(stages)}\n`);
}
