import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  INTENTS,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { nativeImport } from '@meshwright/test-kit';
import { parse } from 'yaml';
import {
  BAD_OBJECTS,
  GOOD_OBJECTS,
  NET,
  server,
  spec,
} from '../__testUtils__/admissionExamples';
import {
  PRODUCT_SCHEMAS,
  ProductSchemas,
} from '../__testUtils__/productSchemas';
import { clusterSchemas } from './clusterSchemas';
import { shippedSchemas } from './shippedSchemas';

function start() {
  const target = { cluster: 'eu-1', credentials: mockCredentials.service() };
  const backend = new ProductSchemas();
  const fallback = shippedSchemas(nativeImport);
  const schemas = clusterSchemas({
    backend,
    fallback,
    importModule: nativeImport,
  });
  return {
    backend,
    check: (object: ManifestObject) => schemas.check(object, target),
  };
}

const BUILD = join(__dirname, '..', '..', '..', 'istio-common', 'src', 'build');

/** Every golden case of every intent. */
function goldenCases(): Array<[string, string, unknown]> {
  return INTENTS.flatMap(({ name }) => {
    const folder = join(BUILD, name, '__fixtures__');
    return readdirSync(folder)
      .filter(file => file.endsWith('.in.yaml'))
      .map((file): [string, string, unknown] => [
        file,
        name,
        parse(readFileSync(join(folder, file), 'utf8')),
      ]);
  });
}

describe('clusterSchemas', () => {
  const { check } = start();

  it.each(goldenCases())('%s passes', async (_, name, input) => {
    const kind = INTENTS.find(one => one.name === name);
    const result = kind?.build(input);
    if (!result || 'problems' in result) throw new Error('does not build');
    const { objects } = result.built;
    for (const object of objects) {
      if (!PRODUCT_SCHEMAS[`${object.apiVersion} ${object.kind}`]) continue;
      await expect(check(object)).resolves.toEqual({
        known: true,
        problems: [],
        title: 'the schemas of eu-1',
        unverified: [],
      });
    }
  });

  it.each(GOOD_OBJECTS)('accepts %s', async (_, object) => {
    await expect(check(object)).resolves.toMatchObject({
      problems: [],
      unverified: [],
    });
  });

  it.each(BAD_OBJECTS)('refuses %s', async (_, object, path, message) => {
    await expect(check(object)).resolves.toMatchObject({
      problems: expect.arrayContaining([
        { path, message: expect.stringMatching(message) },
      ]),
    });
  });

  it('leaves the object as it is, defaults or not', async () => {
    const object = spec(NET, 'Gateway', { servers: [server] });
    const before = JSON.stringify(object);
    await check(object);
    expect(JSON.stringify(object)).toBe(before);
  });

  it('asks for the kind of the object, once in a run', async () => {
    const own = start();
    await own.check(spec(NET, 'Gateway', { servers: [server] }));
    await own.check(spec(NET, 'Gateway', { servers: [server] }));
    await own.check(spec('v1', 'Namespace', {}));
    expect(own.backend.asked).toEqual([
      {
        cluster: 'eu-1',
        group: 'networking.istio.io',
        version: 'v1',
        kind: 'Gateway',
      },
      { cluster: 'eu-1', group: '', version: 'v1', kind: 'Namespace' },
    ]);
  });

  it('refuses a kind that the cluster does not serve', async () => {
    await expect(check(spec('a.example/v1', 'Thing', {}))).resolves.toEqual({
      known: true,
      problems: [
        {
          path: '',
          message: 'is of a.example/v1 Thing, which eu-1 does not serve',
        },
      ],
      title: 'the schemas of eu-1',
    });
  });

  it('falls back to what it ships, and says so', async () => {
    const own = start();
    own.backend.failure = { state: 'silent', reason: 'connection refused' };
    const good = spec(NET, 'Gateway', { servers: [server] });
    await expect(own.check(good)).resolves.toMatchObject({
      known: true,
      problems: [],
      title: expect.stringContaining('Istio'),
      unverified: [expect.stringContaining('eu-1: connection refused')],
    });
    await expect(own.check(spec('v1', 'Namespace', {}))).resolves.toEqual({
      known: false,
      reason: 'eu-1: connection refused',
    });
  });
});

describe('a rule about a change', () => {
  const fixed = {
    type: 'string',
    'x-kubernetes-validations': [
      { rule: 'self == oldSelf', message: 'cannot be changed' },
    ],
  };
  const text = { type: 'string' };
  const schemas = clusterSchemas({
    backend: {
      kindSchema: async () => ({
        state: 'answered',
        value: {
          served: true,
          root: 'Thing',
          schemas: {
            Thing: {
              type: 'object',
              properties: {
                ...{ apiVersion: text, kind: text },
                metadata: { type: 'object', properties: { name: text } },
                spec: {
                  type: 'object',
                  properties: { mode: { ...fixed, default: 'a' } },
                },
              },
            },
          },
        },
      }),
    },
    fallback: shippedSchemas(nativeImport),
    importModule: nativeImport,
  });
  const thing = (mode?: string): ManifestObject => ({
    apiVersion: 'a.example/v1',
    kind: 'Thing',
    metadata: { name: 'one' },
    spec: { ...(mode !== undefined && { mode }) },
  });
  const check = (object: ManifestObject, old?: ManifestObject[]) =>
    schemas.check(object, {
      cluster: 'eu-1',
      credentials: mockCredentials.service(),
      ...(old && {
        repository: {
          objects: old.map(one => ({ path: 'one.yaml', object: one })),
          unverified: [],
        },
      }),
    });

  it('is held against what the repository has, with the defaults of the cluster', async () => {
    await expect(check(thing('b'), [thing()])).resolves.toMatchObject({
      problems: [{ path: '/spec/mode', message: 'cannot be changed' }],
      unverified: [],
    });
    await expect(check(thing(), [thing('a')])).resolves.toMatchObject({
      problems: [],
      unverified: [],
    });
  });

  it('is none for what is new', async () => {
    await expect(check(thing('b'), [])).resolves.toMatchObject({
      problems: [],
      unverified: [],
    });
  });

  it('is told as not evaluated where no repository was read', async () => {
    await expect(check(thing('b'))).resolves.toMatchObject({
      problems: [],
      unverified: [
        'Thing one: rule self == oldSelf at /spec/mode (it looks at a change, and the repository was not read) was not evaluated',
      ],
    });
  });
});
