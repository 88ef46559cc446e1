import type { JsonObject } from '@backstage/types';
import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';

/** An object of a kind with a spec. */
export function spec(
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

/** The group and version of Istio's networking. */
export const NET = 'networking.istio.io/v1';
const SEC = 'security.istio.io/v1';

/** A server of a Gateway that is right. */
export const server = {
  port: { number: 443, name: 'https', protocol: 'HTTPS' },
  hosts: ['a.example.com'],
  tls: { mode: 'SIMPLE', credentialName: 'a' },
};
const route = [{ destination: { host: 'a', port: { number: 80 } } }];

/** Objects that the API server takes. */
export const GOOD_OBJECTS: Array<[string, ManifestObject]> = [
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
export const BAD_OBJECTS: Array<[string, ManifestObject, string, RegExp]> = [
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
