import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  INTENTS,
  type ManifestObject,
} from '@meshwright/backstage-plugin-istio-common';
import { nativeImport } from '@meshwright/test-kit';
import { parse } from 'yaml';
import {
  PRODUCT_SCHEMAS,
  ProductSchemas,
} from '../__testUtils__/productSchemas';
import { clusterSchemas } from './clusterSchemas';
import { shippedSchemas } from './shippedSchemas';

const target = { cluster: 'eu-1', credentials: mockCredentials.service() };

function start() {
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

function spec(
  apiVersion: string,
  kind: string,
  body: JsonObject,
): ManifestObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'a', namespace: 'shop' },
    spec: body,
  };
}

const NET = 'networking.istio.io/v1';
const SEC = 'security.istio.io/v1';

const server = {
  port: { number: 443, name: 'https', protocol: 'HTTPS' },
  hosts: ['a.example.com'],
  tls: { mode: 'SIMPLE', credentialName: 'a' },
};
const route = [{ destination: { host: 'a', port: { number: 80 } } }];

const GOOD: Array<[string, ManifestObject]> = [
  ['a Gateway', spec(NET, 'Gateway', { servers: [server] })],
  [
    'a timeout of 1 ms',
    spec(NET, 'VirtualService', {
      hosts: ['a'],
      http: [{ timeout: '1ms', route }],
    }),
  ],
  [
    'ports with a selector',
    spec(SEC, 'PeerAuthentication', {
      selector: { matchLabels: { app: 'a' } },
      portLevelMtls: { '8080': { mode: 'DISABLE' } },
    }),
  ],
];

/** Objects that the API server refuses, and a part of what it says of the place. */
const BAD: Array<[string, ManifestObject, string, RegExp]> = [
  [
    'a field that is not known',
    spec(NET, 'Gateway', { servers: [{ ...server, tsl: {} }] }),
    '/spec/servers/0',
    /unknown field "tsl"/,
  ],
  [
    'a value that is not of its list',
    spec(NET, 'Gateway', { servers: [{ ...server, tls: { mode: 'MUTUAl' } }] }),
    '/spec/servers/0/tls/mode',
    /MUTUAL/,
  ],
  [
    'a required field that is missing',
    spec(NET, 'Gateway', { servers: [{ hosts: ['a'] }] }),
    '/spec/servers/0',
    /port/,
  ],
  [
    'a text where a number must be',
    spec(NET, 'Gateway', {
      servers: [{ ...server, port: { ...server.port, number: '443' } }],
    }),
    '/spec/servers/0/port/number',
    /integer/,
  ],
  [
    'two credentials (rule)',
    spec(NET, 'Gateway', {
      servers: [
        {
          ...server,
          tls: { mode: 'SIMPLE', credentialName: 'a', credentialNames: ['b'] },
        },
      ],
    }),
    '/spec/servers/0/tls',
    /credentialName/,
  ],
  [
    'a port out of range (rule)',
    spec(NET, 'ServiceEntry', {
      hosts: ['a.example.com'],
      ports: [{ number: 70000, name: 'http', protocol: 'HTTP' }],
    }),
    '/spec/ports/0/number',
    /65535/,
  ],
  [
    'a duration below 1 ms (rule)',
    spec(NET, 'VirtualService', {
      hosts: ['a'],
      http: [{ timeout: '1us', route }],
    }),
    '/spec/http/0/timeout',
    /1ms/,
  ],
  [
    'a duration that is none (rule that ends in an error)',
    spec(NET, 'VirtualService', {
      hosts: ['a'],
      http: [{ timeout: 'soon', route }],
    }),
    '/spec/http/0/timeout',
    /duration/,
  ],
  [
    'ports without a selector (rule)',
    spec(SEC, 'PeerAuthentication', {
      mtls: { mode: 'STRICT' },
      portLevelMtls: { '8080': { mode: 'DISABLE' } },
    }),
    '/spec',
    /portLevelMtls/,
  ],
  [
    'a port that is no number (rule)',
    spec(SEC, 'PeerAuthentication', {
      selector: { matchLabels: { app: 'a' } },
      portLevelMtls: { '70000': { mode: 'DISABLE' } },
    }),
    '/spec/portLevelMtls',
    /port must be/,
  ],
  [
    'a selector and targets (rule)',
    spec(SEC, 'RequestAuthentication', {
      selector: { matchLabels: { app: 'a' } },
      targetRefs: [{ kind: 'Service', name: 'a' }],
    }),
    '/spec',
    /one of/,
  ],
  [
    'a wildcard in a label (rule)',
    spec(SEC, 'AuthorizationPolicy', {
      selector: { matchLabels: { app: '*' } },
    }),
    '/spec/selector/matchLabels/app',
    /wildcard/,
  ],
  [
    'keys from a scheme that is no web address (rule with a URL)',
    spec(SEC, 'RequestAuthentication', {
      jwtRules: [{ issuer: 'a', jwksUri: 'ftp://a.example.com/keys' }],
    }),
    '/spec/jwtRules/0/jwksUri',
    /scheme/,
  ],
  [
    'keys from what is no URL (rule that ends in an error)',
    spec(SEC, 'RequestAuthentication', {
      jwtRules: [{ issuer: 'a', jwksUri: 'a b' }],
    }),
    '/spec/jwtRules/0/jwksUri',
    /URL/,
  ],
  [
    'endpoints without resolution (rule)',
    spec(NET, 'ServiceEntry', {
      hosts: ['a.example.com'],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
      endpoints: [{ address: '10.0.0.1' }],
      resolution: 'NONE',
    }),
    '/spec',
    /NONE/,
  ],
  [
    'the same port twice (rule)',
    spec(NET, 'ServiceEntry', {
      hosts: ['a.example.com'],
      ports: [
        { number: 80, name: 'a', protocol: 'HTTP' },
        { number: 80, name: 'b', protocol: 'HTTP' },
      ],
    }),
    '/spec/ports',
    /./,
  ],
  [
    'matchLabels beside the selector',
    spec(SEC, 'AuthorizationPolicy', {
      selector: {},
      matchLabels: { app: 'productpage' },
    }),
    '/spec',
    /unknown field "matchLabels"/,
  ],
  [
    'an issuer of no name',
    spec('cert-manager.io/v1', 'Certificate', {
      secretName: 'a',
      issuerRef: { kind: 'Issuer' },
    }),
    '/spec/issuerRef',
    /name/,
  ],
  [
    'a route that is not named once',
    spec('gateway.networking.k8s.io/v1', 'Gateway', {
      gatewayClassName: 'istio',
      listeners: [
        { name: 'a', port: 80, protocol: 'HTTP' },
        { name: 'a', port: 81, protocol: 'HTTP' },
      ],
    }),
    '/spec/listeners',
    /twice/,
  ],
  [
    'a prefix that is replaced where none is matched (rule of a list by place)',
    spec('gateway.networking.k8s.io/v1', 'HTTPRoute', {
      rules: [
        {
          matches: [{ path: { type: 'Exact', value: '/a' } }],
          filters: [
            {
              type: 'URLRewrite',
              urlRewrite: {
                path: {
                  type: 'ReplacePrefixMatch',
                  replacePrefixMatch: '/b',
                },
              },
            },
          ],
        },
      ],
    }),
    '/spec/rules/0',
    /PathPrefix/,
  ],
];

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

  it.each(GOOD)('accepts %s', async (_, object) => {
    await expect(check(object)).resolves.toMatchObject({
      problems: [],
      unverified: [],
    });
  });

  it.each(BAD)('refuses %s', async (_, object, path, message) => {
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

  it('asks for the kind of the object', async () => {
    const own = start();
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
