import { AssessScope } from '../assess/AssessScope';
import { type Gate, gateOf } from '../assess/authorization/gates';
import type { PolicyProxy } from '../assess/authorization/proxyOf';
import { MeshIndex } from '../index/MeshIndex';
import { byCreation } from '../model/byCreation';
import type { ObjectRef } from '../model/identity';
import {
  type Fields,
  fields,
  list,
  stringMap,
  text,
  texts,
} from '../trim/fields';
import type { ReplayLine, ReplayMismatch } from './replayCase';
import { trimRaw } from './trimRaw';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

const ACTIONS = ['CUSTOM', 'DENY', 'ALLOW', 'AUDIT'] as const;

/** A recorded proxy as our code has it. */
function proxyFrom(raw: Fields): PolicyProxy {
  const labels = stringMap(raw.labels) ?? {};
  const gateway: string | undefined = labels[GATEWAY_NAME];
  return {
    namespace: text(raw.namespace) ?? '',
    labels,
    ...(gateway !== undefined && { gateway }),
    waypoint: raw.type === 'waypoint',
    services: list(raw.services)
      .map(fields)
      .map(one => ({
        kind: text(one.kind) ?? '',
        namespace: text(one.namespace) ?? '',
        name: text(one.name) ?? '',
      })),
  };
}

const nameOf = ({ ref }: { readonly ref: ObjectRef }) =>
  `${ref.namespace}/${ref.name}`;

/** What a gate enforces with an action; what is only logged is among the inert. */
function enforced(
  { custom, deny, allow, inert }: Gate,
  action: (typeof ACTIONS)[number],
): string[] {
  return [...custom, ...deny, ...allow, ...inert.map(({ policy }) => policy)]
    .filter(policy => policy.action === action)
    .sort(byCreation)
    .map(nameOf);
}

/** The names in the order of their namespaces; inside one the order stays. */
function byNamespace(names: readonly string[]): string {
  const namespaceOf = (name: string) => name.split('/')[0];
  return [...names]
    .sort((a, b) =>
      namespaceOf(a) < namespaceOf(b)
        ? -1
        : Number(namespaceOf(a) > namespaceOf(b)),
    )
    .join(', ');
}

function compare(
  about: string,
  recorded: unknown,
  ours: readonly string[],
): ReplayMismatch[] {
  const expected = byNamespace(texts(recorded));
  const actual = byNamespace(ours);
  return expected === actual ? [] : [{ about, expected, actual }];
}

/**
 * Which policies a proxy enforces. Those of one namespace are compared in
 * order; of several namespaces the order says nothing.
 */
export const replayAuthorization: ReplayLine = line => {
  const recorded = fields(line);
  const proxies = list(recorded.proxies).map(fields);
  if (proxies.length === 0 || !Array.isArray(recorded.policies)) {
    return { kind: 'invalid', message: 'no policies or no proxies' };
  }
  const rootNamespace = text(recorded.rootNamespace) ?? 'istio-system';
  const index = MeshIndex.build(
    list(recorded.policies).flatMap(raw => trimRaw(raw) ?? []),
  );
  const scope = new AssessScope(index, {
    cluster: 'replay',
    now: new Date(0),
    dataStates: new Map(),
  });
  const mismatches = proxies.flatMap(raw => {
    const proxy = proxyFrom(raw);
    const gate = gateOf(scope, proxy, 'http', rootNamespace);
    const who = `${text(raw.type)} in ${proxy.namespace} ${JSON.stringify(
      proxy.labels,
    )}`;
    const policies = fields(raw.authorizationPolicies);
    return [
      ...compare(
        `${who}, RequestAuthentications`,
        raw.requestAuthentications,
        gate.authentications.map(nameOf),
      ),
      ...ACTIONS.flatMap(action =>
        compare(`${who}, ${action}`, policies[action], enforced(gate, action)),
      ),
    ];
  });
  return { kind: 'case', mismatches };
};
