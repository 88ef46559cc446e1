import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../edit/readYaml';
import { INTENTS } from './intents';

const FOLDER = join(__dirname, '../../../../examples/intents');

/** Named after their intent: `onboard-tenant.yaml`. */
const EXAMPLES = readdirSync(FOLDER).map(file => ({
  file,
  kind: INTENTS.find(({ name }) => file.startsWith(`${name}-`)),
}));

describe('examples of intents', () => {
  it.each(EXAMPLES)('$file is one that can be built', ({ file, kind }) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const result = kind?.build(readYaml(text));
    expect(result).not.toHaveProperty('problems');
    expect(result).toHaveProperty('built.summary');
  });

  it.each(INTENTS)('there is one of $name', kind => {
    expect(EXAMPLES.some(example => example.kind === kind)).toBe(true);
  });
});
