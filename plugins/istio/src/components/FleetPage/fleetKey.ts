import type {
  FleetFacts,
  FleetKind,
} from '@meshwright/backstage-plugin-istio-common';
import { objectName, objectText } from '../../text/objectText';

type KeyOf = { [K in FleetKind]: (fact: FleetFacts[K]) => string };

const KEY_OF: KeyOf = {
  workloads: ({ ref }) => objectText(ref),
  certificates: ({ ref }) => objectText(ref),
  exposures: ({ host, gateway, server }) =>
    `${host} ${objectText(gateway)}:${server.port}`,
  egress: ({ host, ports, serviceEntry }) =>
    `${host}:${ports.join(',')} ${
      serviceEntry ? objectName(serviceEntry) : ''
    }`,
  findings: ({ code, ref, cause }) =>
    `${code} ${objectText(ref)} ${hash(cause)}`,
  'control-planes': ({ ref }) => objectText(ref),
  'trust-roots': ({ certificates, namespaces }) =>
    `${certificates[0]?.fingerprint.slice(0, 16) ?? ''} ${namespaces[0] ?? ''}`,
  'strict-readiness': ({ scope, namespace, revision }) =>
    [scope, namespace, revision].filter(Boolean).join(' '),
};

/** Names a row in the address, and tells it from every other of its kind. */
export function fleetKey<K extends FleetKind>(
  kind: K,
  fact: FleetFacts[K],
): string {
  return `${fact.cluster} ${KEY_OF[kind](fact)}`;
}

/** One object may break one rule in several places; the sentence tells them apart. */
function hash(text: string): string {
  let value = 5381;
  for (const sign of text) {
    value = (value * 33 + (sign.codePointAt(0) ?? 0)) % 0x100000000;
  }
  return value.toString(36);
}
