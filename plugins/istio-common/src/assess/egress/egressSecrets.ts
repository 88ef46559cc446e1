import type { ObjectRef } from '../../model/identity';
import type {
  ClientTls,
  DestinationRuleObject,
  TrafficPolicy,
} from '../../model/networkingObjects';
import type { AssessScope } from '../AssessScope';
import { credentialSecret } from '../exposure/credentials';
import type { GatewayWorkload } from '../exposure/gatewayWorkloads';
import { resolveHost } from '../hosts';
import { isVisible, visibilityOf } from '../visibility';

/** A Secret that a DestinationRule makes proxies present to a host. */
export interface EgressSecret {
  readonly secret: ObjectRef;
  readonly rule: ObjectRef;
  readonly host: string;
}

function tlsOf(policy: TrafficPolicy | undefined): ClientTls[] {
  return [
    ...(policy?.tls ? [policy.tls] : []),
    ...(policy?.portLevel ?? []).flatMap(({ tls }) => tls ?? []),
  ];
}

/** The credentials that a rule names. */
export function credentialsOf(rule: DestinationRuleObject): string[] {
  const all = [
    ...tlsOf(rule.trafficPolicy),
    ...rule.subsets.flatMap(({ trafficPolicy }) => tlsOf(trafficPolicy)),
  ];
  const names = all
    .filter(({ mode }) => mode === 'SIMPLE' || mode === 'MUTUAL')
    .flatMap(({ credentialName }) => credentialName ?? [])
    .filter(name => !name.startsWith('configmap://'));
  return [...new Set(names)];
}

/**
 * The Secrets that egress needs: beside the gateway pods that a rule reaches,
 * or beside the pods that it selects. Of several gateway namespaces those count
 * where a Certificate writes the Secret, or where the rule itself is.
 */
export function egressSecrets(
  scope: AssessScope,
  gateways: readonly GatewayWorkload[],
): EgressSecret[] {
  const { destinationRuleExportTo } = scope.settingsOf(undefined);
  const written = new Set(
    [...scope.index.all('certificate')].map(
      ({ ref, secretName }) => `${ref.namespace}/${secretName}`,
    ),
  );
  const places = [...new Set(gateways.map(({ group }) => group.namespace))];
  return [...scope.index.all('destinationrule')].flatMap(rule => {
    const names = credentialsOf(rule);
    if (names.length === 0) return [];
    const own = rule.ref.namespace ?? '';
    const visibility = visibilityOf(
      rule.exportTo,
      own,
      destinationRuleExportTo,
    );
    const reached = rule.workloadSelector
      ? [own]
      : places.filter(place => isVisible(visibility, place));
    return names.flatMap(name =>
      reached
        .filter(
          place =>
            reached.length === 1 ||
            place === own ||
            written.has(`${place}/${name}`),
        )
        .map(place => ({
          secret: credentialSecret(name, place),
          rule: rule.ref,
          host: resolveHost(rule.host, rule.ref),
        })),
    );
  });
}
