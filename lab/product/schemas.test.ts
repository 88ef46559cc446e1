import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  INTENTS,
  type ManifestObject,
  withoutRemovals,
} from '@meshwright/backstage-plugin-istio-common';
import { goldenCases, nativeImport } from '@meshwright/test-kit';
import { join } from 'node:path';
import { parse } from 'yaml';
import { KindSchemaReader } from '../../plugins/istio-backend/src/kindSchemas/KindSchemaReader';
import { systemClock } from '../../plugins/istio-backend/src/watch/Clock';
import { HttpTransport } from '../../plugins/istio-backend/src/watch/HttpTransport';
import {
  BAD_OBJECTS,
  GOOD_OBJECTS,
} from '../../plugins/scaffolder-backend-module-istio/src/__testUtils__/admissionExamples';
import { clusterSchemas } from '../../plugins/scaffolder-backend-module-istio/src/schema/clusterSchemas';
import { shippedSchemas } from '../../plugins/scaffolder-backend-module-istio/src/schema/shippedSchemas';
import { labFacts } from './labFacts';
import { kube } from './labKube';

jest.setTimeout(240_000);

const BUILD = join(__dirname, '../../plugins/istio-common/src/build');

/** So many objects are spoilt at random, each in one place. */
const SPOILT = 400;

/** What the API server says: taken, refused by form or rules, or by a webhook after both. */
type Admission = 'taken' | 'refused' | 'refused by webhook';

const resources = new Map<string, Map<string, string>>();

/** Where objects of a kind are created; undefined when the lab does not serve it. */
async function collectionOf({
  apiVersion,
  kind,
}: ManifestObject): Promise<string | undefined> {
  const root = apiVersion.includes('/') ? '/apis' : '/api';
  let known = resources.get(apiVersion);
  if (!known) {
    const list = await kube('GET', `${root}/${apiVersion}`);
    // Discovery answers with resources where others have items.
    const { resources: served = [] } = (list ?? {}) as {
      resources?: Array<{ kind: string; name: string; namespaced: boolean }>;
    };
    known = new Map(
      served
        .filter(({ name }) => !name.includes('/'))
        .map(({ kind: of, name, namespaced }) => [
          of,
          namespaced ? `namespaces/default/${name}` : name,
        ]),
    );
    resources.set(apiVersion, known);
  }
  const path = known.get(kind);
  return path && `${root}/${apiVersion}/${path}`;
}

/** The object under a name of its own, where every namespaced one may be. */
function placed(object: ManifestObject): ManifestObject {
  const { namespace, ...metadata } = withoutRemovals(object).metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      name: `judged-${metadata.name}`.slice(0, 60).replace(/[^a-z0-9]+$/, ''),
      ...(namespace && { namespace: 'default' }),
    },
  };
}

async function admit(
  object: ManifestObject,
  collection: string,
): Promise<{ admission: Admission; said: string }> {
  try {
    await kube('POST', `${collection}?dryRun=All&fieldValidation=Strict`, {
      body: object,
    });
    return { admission: 'taken', said: '' };
  } catch (error) {
    const said = String(error);
    if (/admission webhook/.test(said)) {
      return { admission: 'refused by webhook', said };
    }
    if (/: (400|422) /.test(said)) return { admission: 'refused', said };
    throw error;
  }
}

function startSchemas() {
  const { apiServer, tokens } = labFacts();
  const reader = new KindSchemaReader({
    clock: systemClock,
    transport: new HttpTransport({
      // With the rights of the backend and no more.
      connect: async () => ({
        server: new URL(apiServer.url),
        tls: { ca: Buffer.from(apiServer.caData, 'base64') },
        headers: { authorization: `Bearer ${tokens.reader}` },
      }),
      answerTimeoutMs: 30_000,
    }),
  });
  return clusterSchemas({
    backend: {
      async kindSchema(question) {
        const read = await reader.read(question);
        return 'unread' in read
          ? { state: 'silent', reason: read.unread }
          : // What the API server publishes are schemas.
            { state: 'answered', value: read as never };
      },
    },
    fallback: shippedSchemas(nativeImport),
    importModule: nativeImport,
  });
}

interface Judged {
  object: ManifestObject;
  admission: Admission;
  said: string;
  problems: string[];
  unverified: string[];
}

/** Kinds of Kubernetes itself, whose finer checks are code of the API server and in no schema. */
function isBuiltIn({ apiVersion }: ManifestObject): boolean {
  const group = apiVersion.split('/').slice(0, -1).join();
  return (
    !group.includes('.') ||
    (group.endsWith('.k8s.io') && group !== 'gateway.networking.k8s.io')
  );
}

const target = { cluster: 'lab', credentials: mockCredentials.service() };

describe('the schemas of the cluster', () => {
  const schemas = startSchemas();

  async function judge(one: ManifestObject): Promise<Judged | undefined> {
    const object = placed(one);
    const collection = await collectionOf(object);
    if (!collection) return undefined;
    const verdict = await schemas.check(object, target);
    if (!verdict.known) throw new Error(verdict.reason);
    return {
      object,
      ...(await admit(object, collection)),
      problems: verdict.problems.map(
        ({ path, message }) => `${path} ${message}`,
      ),
      unverified: verdict.unverified ?? [],
    };
  }

  const golden = INTENTS.flatMap(kind =>
    goldenCases(join(BUILD, kind.name, '__fixtures__')).flatMap(({ input }) => {
      const result = kind.build(parse(input));
      return 'built' in result ? result.built.objects : [];
    }),
  );

  it('take every object of every intent, with nothing left unverified', async () => {
    let count = 0;
    for (const object of golden) {
      const judged = await judge(object);
      if (!judged) continue;
      count += 1;
      expect([judged.object, judged.problems, judged.unverified]).toEqual([
        judged.object,
        [],
        [],
      ]);
    }
    expect(count).toBeGreaterThan(100);
  });

  it.each(GOOD_OBJECTS)('and the API server accept %s', async (_, object) => {
    const judged = await judge(object);
    expect(judged).toMatchObject({ problems: [], unverified: [] });
    expect(judged?.admission).not.toBe('refused');
  });

  it.each(BAD_OBJECTS)('and the API server refuse %s', async (_, object) => {
    const judged = await judge(object);
    expect(judged?.admission).toBe('refused');
    expect(judged?.problems).not.toEqual([]);
  });

  it(`agree with the API server on ${SPOILT} objects that are spoilt at random`, async () => {
    const seed =
      Number(process.env.MESHWRIGHT_SCHEMAS_SEED) ||
      Math.floor(Math.random() * 1e9);
    process.stdout.write(`MESHWRIGHT_SCHEMAS_SEED=${seed} repeats them\n`);
    const random = randomOf(seed);
    const tally = { taken: 0, refused: 0, 'refused by webhook': 0 };
    const differences: object[] = [];
    for (let round = 0; round < SPOILT; round++) {
      const object = golden[Math.floor(random() * golden.length)];
      const judged = await judge(spoil(object, random));
      if (!judged) continue;
      const { admission, said, problems, unverified } = judged;
      tally[admission] += 1;
      const isRefused = admission === 'refused';
      const mayDiffer =
        unverified.length > 0 || (isRefused && isBuiltIn(judged.object));
      const agree =
        isRefused === problems.length > 0 ||
        (mayDiffer && problems.length === 0);
      if (!agree) {
        const [kind, spec] = [
          judged.object.kind,
          JSON.stringify(judged.object),
        ];
        differences.push({ kind, said: said.slice(0, 600), problems, spec });
      }
    }
    process.stdout.write(`${JSON.stringify(tally)}\n`);
    expect(differences).toEqual([]);
    expect(tally.refused).toBeGreaterThan(SPOILT / 10);
  });
});

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const VALUES: readonly JsonValue[] = [
  'x',
  '',
  '1h',
  0,
  -1,
  70000,
  1.5,
  true,
  [],
  {},
  ['a', 'a'],
  { unknown: 1 },
];

/** The object with one place of its spec changed, taken away, or added to. */
function spoil(object: ManifestObject, random: () => number): ManifestObject {
  const spoilt: ManifestObject = structuredClone(object);
  const places: Array<{ holder: JsonObject | JsonValue[]; key: string }> = [];
  const visit = (holder: JsonObject | JsonValue[]) => {
    for (const [key, value] of Object.entries(holder)) {
      places.push({ holder, key });
      if (typeof value === 'object' && value !== null) visit(value);
    }
  };
  if (spoilt.spec) visit(spoilt.spec);
  const { holder, key } = places[Math.floor(random() * places.length)] ?? {};
  if (!holder || key === undefined) return spoilt;
  const value = VALUES[Math.floor(random() * VALUES.length)];
  const way = random();
  // A list is an object whose keys are numbers, here.
  const fields = holder as JsonObject;
  if (way < 0.6) fields[key] = value;
  else if (way < 0.8 && !Array.isArray(holder)) delete fields[key];
  else if (!Array.isArray(holder)) fields[`${key}x`] = value;
  return spoilt;
}
