import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import type { JwtIntent } from './jwtIntent';

type Workload = NonNullable<JwtIntent['workload']>;

function requestAuthentication(
  intent: JwtIntent,
  place: { name: string; namespace: string; labels: Record<string, string> },
): ManifestObject {
  const { url, jwksUri, audiences } = intent.issuer;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: { name: place.name, namespace: place.namespace },
    spec: {
      selector: { matchLabels: { ...place.labels } },
      jwtRules: [
        {
          issuer: url,
          ...(jwksUri && { jwksUri }),
          ...(audiences.length > 0 && { audiences: [...audiences] }),
          // The workload behind may want to see the token too.
          forwardOriginalToken: true,
        },
      ],
    },
  };
}

/**
 * Turns requests without a token away, at the named hosts only: scoped to the
 * whole gateway it would also stop health checks. A client may send the port
 * with the host, so both forms are named.
 */
function denyAtGateway(intent: JwtIntent): ManifestObject {
  const { gateway, hosts, openPaths, name } = intent;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `require-jwt-${name}`, namespace: gateway.namespace },
    spec: {
      selector: { matchLabels: { ...gateway.selector } },
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRequestPrincipals: ['*'] } }],
          to: [
            {
              operation: {
                hosts: hosts.flatMap(host => [host, `${host}:*`]),
                ...(gateway.ports.length > 0 && {
                  ports: gateway.ports.map(String),
                }),
                ...(openPaths.length > 0 && { notPaths: [...openPaths] }),
              },
            },
          ],
        },
      ],
    },
  };
}

/** Lets only the gateway in, and only with a token of the issuer. */
function allowAtWorkload(
  intent: JwtIntent,
  workload: Workload,
): ManifestObject {
  const { gateway, issuer, trustDomain } = intent;
  const { namespace, serviceAccount } = gateway;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name: `${workload.name}-${intent.name}`,
      namespace: workload.namespace,
    },
    spec: {
      selector: { matchLabels: { ...workload.labels } },
      action: 'ALLOW',
      rules: [
        {
          from: [
            {
              source: {
                principals: [
                  `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
                ],
                requestPrincipals: [`${issuer.url}/*`],
              },
            },
          ],
          ...(workload.claims.length > 0 && {
            when: workload.claims.map(({ name, values }) => ({
              key: `request.auth.claims[${name}]`,
              values: [...values],
            })),
          }),
        },
      ],
    },
  };
}

/**
 * The policies that ask for a token, at the gateway and at the workload.
 *
 * @public
 */
export function buildJwt(intent: JwtIntent): BuiltDefinitions {
  const { cluster, gateway, hosts, issuer, name, workload } = intent;
  const objects = [
    requestAuthentication(intent, {
      name: `jwt-${name}`,
      namespace: gateway.namespace,
      labels: gateway.selector,
    }),
    denyAtGateway(intent),
    ...(workload
      ? [
          requestAuthentication(intent, {
            ...workload,
            name: `${workload.name}-${name}`,
          }),
          allowAtWorkload(intent, workload),
        ]
      : []),
  ];
  return {
    objects,
    summary: `Require a token of ${issuer.url} at ${hosts.join(
      ', ',
    )} in ${cluster}.`,
    effects: [
      `Requests to ${hosts.join(
        ', ',
      )} without a valid token get 403, with a bad one 401.`,
      ...(workload
        ? [
            `Workload ${workload.namespace}/${workload.name} takes requests from the gateway in ${gateway.namespace} only, and only with a token: every other client is turned away.`,
          ]
        : []),
    ],
    breaks: [
      `Requests to ${hosts.join(', ')} need no token any more${
        workload
          ? `, and ${workload.namespace}/${workload.name} takes requests of every client`
          : ''
      }.`,
    ],
    rollback:
      'Revert this pull request: tokens are not asked for any more at the next sync.',
  };
}
