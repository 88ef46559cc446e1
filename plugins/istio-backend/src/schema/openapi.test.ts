import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const SOURCE = join(__dirname, 'openapi.yaml');
const GENERATED = join(__dirname, 'openapi.json');

describe('openapi', () => {
  it('serves what openapi.yaml says (REFRESH_GOLDEN=1 writes openapi.json anew)', () => {
    const spec = parse(readFileSync(SOURCE, 'utf8'));
    const wanted = `${JSON.stringify(spec, null, 2)}\n`;
    if (process.env.REFRESH_GOLDEN) writeFileSync(GENERATED, wanted);
    expect(JSON.parse(readFileSync(GENERATED, 'utf8'))).toEqual(spec);
  });
});
