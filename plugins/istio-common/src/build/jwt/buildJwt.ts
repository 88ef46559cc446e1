import type { BuiltDefinitions } from '../BuiltDefinitions';
import type { ManifestObject } from '../manifest';
import { denyAtGateway, principalOf } from './denyAtGateway';
import type { JwtIntent } from './jwtIntent';
import { jwtName } from './jwtName';
import { atGateway, type PolicyPods, selecting } from './policyPods';

type Workload = NonNullable<JwtIntent['workload']>;

function requestAuthentication(
  { issuer }: JwtIntent,
  metadata: { name: string; namespace: string },
  pods: PolicyPods,
): ManifestObject {
  const { url, jwksUri, audiences } = issuer;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata,
    spec: {
      ...pods,
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

/** What a token must say beside its issuer. */
function conditions({ issuer }: JwtIntent, { claims }: Workload) {
  return [
    ...(issuer.audiences.length > 0
      ? [{ key: 'request.auth.audiences', values: [...issuer.audiences] }]
      : []),
    ...claims.map(({ name, values }) => ({
      key: `request.auth.claims[${name}]`,
      values: [...values],
    })),
  ];
}

/** Lets only the gateway in, and only with a token of the issuer. */
function allowAtWorkload(
  intent: JwtIntent,
  workload: Workload,
): ManifestObject {
  const { namespace, serviceAccount } = intent.gateway;
  const when = conditions(intent, workload);
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name: `${workload.name}-${intent.name}`,
      namespace: workload.namespace,
    },
    spec: {
      ...selecting(workload.labels),
      action: 'ALLOW',
      rules: [
        {
          from: [
            {
              source: {
                principals: [
                  `${intent.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
                ],
                requestPrincipals: [principalOf(intent)],
              },
            },
          ],
          ...(when.length > 0 && { when }),
        },
      ],
    },
  };
}

/** The token in words, "a token of https://sso for shop or cart". */
function tokenWords({ issuer: { url, audiences } }: JwtIntent): string {
  return `a token of ${url}${
    audiences.length > 0 ? ` for ${audiences.join(' or ')}` : ''
  }`;
}

function effectsOf(intent: JwtIntent): string[] {
  const { gateway, hosts, workload } = intent;
  return [
    `Requests to ${hosts.join(', ')} without ${tokenWords(
      intent,
    )} get 403, with one that is not valid 401.`,
    `Requests to any host of the gateway in ${gateway.namespace} get 401 when they bring a token of an issuer that no RequestAuthentication there names.`,
    ...(workload
      ? [
          `Workload ${workload.namespace}/${workload.name} takes requests from the gateway in ${gateway.namespace} only, and only with such a token: every other client is turned away.`,
        ]
      : []),
  ];
}

/**
 * The policies that ask for a token, at the gateway and at the workload.
 *
 * @public
 */
export function buildJwt(intent: JwtIntent): BuiltDefinitions {
  const { cluster, gateway, hosts, name, workload } = intent;
  const { namespace } = gateway;
  const own = jwtName(intent);
  const objects = [
    requestAuthentication(
      intent,
      { name: `jwt-${own}`, namespace },
      atGateway(intent),
    ),
    denyAtGateway(intent, `require-jwt-${own}`),
    ...(workload
      ? [
          requestAuthentication(
            intent,
            {
              name: `${workload.name}-${name}`,
              namespace: workload.namespace,
            },
            selecting(workload.labels),
          ),
          allowAtWorkload(intent, workload),
        ]
      : []),
  ];
  return {
    objects,
    summary: `Require ${tokenWords(intent)} at ${hosts.join(
      ', ',
    )} in ${cluster}.`,
    effects: effectsOf(intent),
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
