import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import { expectGolden } from '@meshwright/test-kit';
import { parse, stringify } from 'yaml';
import { readTemplate, TemplateBackend } from './__testUtils__/templateBackend';

jest.setTimeout(180_000);

const TEMPLATES = path.resolve(__dirname, '../../../templates');

const NAMES = readdirSync(TEMPLATES, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

/** What a form was filled in with: `examples/*.in.yaml` of a template. */
function examplesOf(name: string): string[] {
  const folder = path.join(TEMPLATES, name, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.in.yaml'))
    .map(file => path.join(folder, file));
}

const EXAMPLES = NAMES.flatMap(name =>
  examplesOf(name).map(file => [name, path.basename(file, '.in.yaml'), file]),
);

const NOTE = 'istio/change.json';

/** What is said of the change, and the files that it brings. */
function outcome(files: ReadonlyMap<string, string>): string {
  const { summary, effects, rollback } = JSON.parse(files.get(NOTE) ?? '{}');
  const written = [...files].filter(([one]) => one !== NOTE).sort();
  return stringify(
    { summary, effects, rollback, files: Object.fromEntries(written) },
    { lineWidth: 0 },
  );
}

/** What a template makes of its form, run by the scaffolder itself. */
describe('the examples of the templates', () => {
  let backend: TemplateBackend;
  beforeAll(async () => {
    backend = await TemplateBackend.start(NAMES[0]);
  });
  afterAll(() => backend.stop());

  it('are there for every template', () =>
    expect(NAMES.filter(name => examplesOf(name).length === 0)).toEqual([]));

  it.each(EXAMPLES)('come out as they stand: %s, %s', async (name, _, file) => {
    const values: JsonObject = parse(readFileSync(file, 'utf8'));
    const run = await backend.dryRun(values, readTemplate(name));
    const { status, error, files } = run;
    expect([status, error]).toEqual([200, undefined]);
    expect([...files.keys()]).toContain(NOTE);
    expectGolden(file.replace(/\.in\.yaml$/, '.out.yaml'), outcome(files));
  });
});
