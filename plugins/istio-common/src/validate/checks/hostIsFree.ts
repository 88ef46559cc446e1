import type { ValidationFinding } from '../../api/validation';
import { ANNOTATIONS } from '../../build/annotateChange';
import type { IngressIntent } from '../../build/ingress/ingressIntent';
import { ingressNames } from '../../build/ingress/ingressNames';
import type { MeshIndex } from '../../index/MeshIndex';
import { byCreation } from '../../model/byCreation';
import type { ExposureZone } from '../../model/zones';
import { CLAIMING, type HostClaim, hostClaims } from '../claims';
import {
  istioDocumentation,
  type LiveCheck,
  named,
  zoneOf,
} from '../ingressCheck';

const GATEWAY_API = 'gateway.networking.k8s.io';

function freeHost(
  intent: IngressIntent,
  zones: readonly ExposureZone[],
  claims: HostClaim[],
): string | undefined {
  const zone = zoneOf(intent, zones);
  if (!zone) return undefined;
  const taken = new Set(claims.map(({ host }) => host));
  return [
    `${intent.name}.${zone.domain}`,
    `${intent.name}-${intent.namespace}.${zone.domain}`,
  ].find(host => host !== intent.host && !taken.has(host));
}

function loses(intent: IngressIntent, claim: HostClaim, index: MeshIndex) {
  const ours = index.find({
    kind: 'Gateway',
    ...(intent.form === 'gateway-api'
      ? {
          group: GATEWAY_API,
          namespace: intent.gateway.namespace,
          name: ingressNames(intent).kubernetesGateway,
        }
      : {
          group: 'networking.istio.io',
          namespace: intent.namespace,
          name: ingressNames(intent).gateway,
        }),
  });
  return !ours || byCreation(claim.gateway, ours) < 0;
}

function describe(
  intent: IngressIntent,
  claim: HostClaim,
  wins: boolean,
): string {
  const { ref, createdAt, annotations } = claim.gateway;
  const since = createdAt ? ` since ${createdAt.slice(0, 10)}` : '';
  const owner = annotations?.[ANNOTATIONS.entity];
  const outcome = wins
    ? 'Istio keeps the oldest Gateway, so yours would be dropped without an error'
    : 'your Gateway is older, so that one would be dropped without an error';
  const api = ref.group === GATEWAY_API ? ' of the Gateway API' : '';
  return `Host ${intent.host} is served by Gateway ${named(ref)}${api} in ${
    intent.cluster
  } on the same gateway pods and port 443${since}${
    owner ? `, for ${owner}` : ''
  }; ${outcome}.`;
}

/**
 * No other Gateway claims the host. Of two, Istio keeps the older and drops
 * the younger one's server (IST0145).
 *
 * @internal
 */
export const hostIsFree: LiveCheck = {
  id: 'host-is-free',
  title: 'host conflicts',
  byFiles: true,
  needs: ['gateways.networking.istio.io'],
  alsoReads: CLAIMING,
  run({ intent, index, zones }): ValidationFinding[] {
    const claims = hostClaims(intent, index);
    const mine = claims
      .filter(({ host }) => host === intent.host)
      .sort((a, b) => byCreation(a.gateway, b.gateway));
    const [first] = mine;
    if (!first) return [];
    const gateway = named(first.gateway.ref);
    const free = freeHost(intent, zones, claims);
    const route =
      first.gateway.ref.group === GATEWAY_API
        ? 'an HTTPRoute'
        : 'a VirtualService';
    const shared = {
      title: 'Add a path on the Gateway that is there',
      detail: `Let ${route} on Gateway ${gateway} send a path of ${intent.host} to ${intent.namespace}/${intent.service.name}: no new Gateway, no new certificate.`,
    };
    const other = free
      ? {
          title: `Use ${free}`,
          detail: `It is free in ${intent.cluster} and inside your zone.`,
          value: { field: 'host', value: free },
        }
      : {
          title: 'Use another host',
          detail: 'Choose a host that no Gateway claims.',
        };
    return [
      {
        code: 'IST0145',
        severity: 'error',
        ref: first.gateway.ref,
        field: 'host',
        cause: describe(intent, first, loses(intent, first, index)),
        fix: `Add a path on Gateway ${gateway}, or use ${
          free ?? 'another host'
        }.`,
        documentation: istioDocumentation('IST0145'),
        suggestions: [shared, other],
      },
    ];
  },
};
