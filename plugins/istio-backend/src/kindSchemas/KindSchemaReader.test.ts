import { Readable } from 'node:stream';
import { KubeFailure } from '../watch/KubeFailure';
import type { KubeTransport } from '../watch/KubeTransport';
import { KindSchemaReader } from './KindSchemaReader';

const GATEWAY = {
  group: 'networking.istio.io',
  version: 'v1',
  kind: 'Gateway',
};

function gvk(kind: string, group = GATEWAY.group) {
  return {
    'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind }],
  };
}

const DOCUMENT = {
  openapi: '3.0.0',
  components: {
    schemas: {
      'io.istio.Gateway': {
        ...gvk('Gateway'),
        properties: {
          metadata: { allOf: [{ $ref: '#/components/schemas/ObjectMeta' }] },
        },
      },
      ObjectMeta: {
        properties: { created: { $ref: '#/components/schemas/Time' } },
      },
      Time: { type: 'string' },
      Unrelated: { type: 'string' },
      DeleteOptions: {
        'x-kubernetes-group-version-kind': [
          ...gvk('DeleteOptions')['x-kubernetes-group-version-kind'],
          ...gvk('DeleteOptions', '')['x-kubernetes-group-version-kind'],
        ],
      },
    },
  },
};

const NOT_FOUND = { status: 404, body: '404 page not found' };

function start(answer: (path: string) => { status: number; body: string }) {
  const paths: string[] = [];
  const transport: KubeTransport = {
    async get({ path }) {
      paths.push(path);
      const { status, body } = answer(path);
      return { status, body: Readable.from([Buffer.from(body)]) };
    },
    refreshCredential: async () => {},
    close: () => {},
  };
  let now = 0;
  const reader = new KindSchemaReader({ transport, clock: { now: () => now } });
  return {
    reader,
    paths,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const ok = () => ({ status: 200, body: JSON.stringify(DOCUMENT) });

describe('KindSchemaReader', () => {
  it('reads a kind with all that it refers to, and nothing else', async () => {
    const { reader, paths } = start(ok);
    await expect(reader.read(GATEWAY)).resolves.toEqual({
      served: true,
      root: 'io.istio.Gateway',
      schemas: {
        'io.istio.Gateway': DOCUMENT.components.schemas['io.istio.Gateway'],
        ObjectMeta: DOCUMENT.components.schemas.ObjectMeta,
        Time: DOCUMENT.components.schemas.Time,
      },
    });
    expect(paths).toEqual(['/openapi/v3/apis/networking.istio.io/v1']);
  });

  it('asks for the core group elsewhere', async () => {
    const { reader, paths } = start(ok);
    await reader.read({ group: '', version: 'v1', kind: 'Pod' });
    expect(paths).toEqual(['/openapi/v3/api/v1']);
  });

  it('knows a kind that is not served, and a group that is not', async () => {
    const { reader } = start(ok);
    for (const kind of ['Nothing', 'DeleteOptions']) {
      await expect(reader.read({ ...GATEWAY, kind })).resolves.toEqual({
        served: false,
      });
    }
    const other = start(path =>
      path === '/openapi/v3'
        ? { status: 200, body: '{"paths":{"api/v1":{}}}' }
        : NOT_FOUND,
    );
    await expect(other.reader.read(GATEWAY)).resolves.toEqual({
      served: false,
    });
  });

  it('does not take a cluster without OpenAPI v3 for one without the kind', async () => {
    const { reader } = start(() => NOT_FOUND);
    await expect(reader.read(GATEWAY)).resolves.toEqual({
      unread: expect.stringContaining('/openapi/v3'),
    });
  });

  it('keeps what it read for five minutes, and reads once for all who ask', async () => {
    const { reader, paths, pass } = start(ok);
    await Promise.all([reader.read(GATEWAY), reader.read(GATEWAY)]);
    pass(4 * 60_000);
    await reader.read(GATEWAY);
    expect(paths).toHaveLength(1);
    pass(2 * 60_000);
    await reader.read(GATEWAY);
    expect(paths).toHaveLength(2);
  });

  it.each([
    ['a refusal', 403, '{"message":"no right"}', /no right/],
    ['an error', 500, 'x', /answers 500/],
    ['no document', 200, '[]', /no OpenAPI v3 document/],
    ['a document that is too large', 200, ' '.repeat(17 << 20), /larger than/],
  ])(
    'says what is wrong with %s, and asks again',
    async (_, status, body, reason) => {
      const { reader, paths } = start(() => ({ status, body }));
      const unread = { unread: expect.stringMatching(reason) };
      await expect(reader.read(GATEWAY)).resolves.toEqual(unread);
      await expect(reader.read(GATEWAY)).resolves.toEqual(unread);
      expect(paths).toHaveLength(2);
    },
  );

  it('leaves a cluster that does not answer alone for ten seconds', async () => {
    const { reader, paths, pass } = start(() => {
      throw new KubeFailure('unreachable', 'connection refused');
    });
    const unread = { unread: 'connection refused' };
    await expect(reader.read(GATEWAY)).resolves.toEqual(unread);
    const other = { ...GATEWAY, version: 'v1beta1' };
    await expect(reader.read(other)).resolves.toEqual(unread);
    expect(paths).toHaveLength(1);
    pass(11_000);
    await reader.read(GATEWAY);
    expect(paths).toHaveLength(2);
  });
});
