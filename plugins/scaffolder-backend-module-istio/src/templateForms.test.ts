import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject, JsonValue } from '@backstage/types';
import { parse } from 'yaml';

const FOLDER = path.resolve(__dirname, '../../../templates');

const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every schema below a value, with the way to it. */
function schemasIn(
  value: JsonValue | undefined,
  way = '',
): Array<[way: string, schema: JsonObject]> {
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => schemasIn(one, `${way}/${index}`));
  }
  if (!isObject(value)) return [];
  return [
    [way, value],
    ...Object.entries(value).flatMap(([key, one]) =>
      schemasIn(one, `${way}/${key}`),
    ),
  ];
}

/** Names that no cluster can tell, and why. */
const TYPED: Record<string, readonly string[]> = {
  // Installation makes them, and an upgrade repeats what it was told.
  'install-mesh': [
    'namespace',
    'rootNamespace',
    'cniNamespace',
    'deliveryNamespace',
  ],
  'upgrade-mesh': [
    'namespace',
    'rootNamespace',
    'cniNamespace',
    'deliveryNamespace',
  ],
  // Of a ServiceAccount that may come later, from whatever builds the tenant.
  'onboard-namespace': ['namespace'],
};

/** Keys that say a name of something in a cluster. */
const LIVE_NAME = /(^n|N)amespace$|^service$|Service$|^credentialName$/;

describe.each(NAMES)('form of template %s', name => {
  const text = readFileSync(path.join(FOLDER, name, 'template.yaml'), 'utf8');
  const schemas = schemasIn(parse(text).spec.parameters);

  // Without a title a form calls the first of them "hosts-0".
  it('names what a list holds', () =>
    expect(
      schemas
        .filter(
          ([, { type, items }]) =>
            type === 'array' && isObject(items) && !items.title,
        )
        .map(([way]) => way),
    ).toEqual([]));

  it('names every choice of a list of names, in the order of the values', () =>
    expect(
      schemas
        .filter(([, { enum: values, enumNames: names }]) => {
          if (!Array.isArray(names)) return false;
          return !Array.isArray(values) || values.length !== names.length;
        })
        .map(([way]) => way),
    ).toEqual([]));

  // What others wrote, an ACME server say, would be Markdown of the page.
  it('shows the sentences of the change as texts alone', () => {
    const { text: shown } = parse(text).spec.output;
    const used = JSON.stringify(shown).match(/steps\.[\w.]+/g) ?? [];
    expect([...new Set(used)].sort()).toEqual([
      'steps.propose.output.message',
      'steps.propose.output.status',
      'steps.propose.output.texts.diff',
      'steps.propose.output.texts.effects',
      'steps.propose.output.texts.pullRequest',
      'steps.propose.output.texts.summary',
      'steps.propose.output.texts.unverified',
      'steps.propose.output.texts.warnings',
    ]);
  });

  it('lets people choose what a cluster can tell', () => {
    const typed = schemas
      .map(([way, schema]) => [way.split('/').at(-1) ?? '', schema] as const)
      .filter(
        ([key, { type, ...schema }]) =>
          type === 'string' && LIVE_NAME.test(key) && !schema['ui:field'],
      )
      .map(([key]) => key);
    expect(typed.filter(key => !TYPED[name]?.includes(key))).toEqual([]);
  });

  it('ends with the preview', () => {
    const { parameters } = parse(text).spec;
    expect(parameters.at(-1).properties.preview).toMatchObject({
      'ui:field': 'IstioPreview',
    });
  });
});
