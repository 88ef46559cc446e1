import type {
  NetworkEgressRule,
  NetworkPeer,
  NetworkPolicyObject,
  NetworkPort,
  NetworkRule,
} from '../model/networkPolicyObjects';
import {
  type Fields,
  compact,
  fields,
  list,
  numeral,
  text,
  texts,
} from './fields';
import { objectBase } from './objectBase';
import { trimSelector } from './trimSelector';
import type { WatchedResource } from './watchedResources';

function peer(raw: Fields): NetworkPeer {
  const block = fields(raw.ipBlock);
  const cidr = text(block.cidr);
  const except = texts(block.except);
  return compact({
    pods: trimSelector(raw.podSelector),
    namespaces: trimSelector(raw.namespaceSelector),
    block: cidr
      ? compact({ cidr, except: except.length > 0 ? except : undefined })
      : undefined,
  });
}

function port(raw: Fields): NetworkPort {
  const protocol = text(raw.protocol);
  return compact({
    port: numeral(raw.port) ?? text(raw.port),
    endPort: numeral(raw.endPort),
    protocol: protocol === 'TCP' ? undefined : protocol,
  });
}

function rule(raw: Fields): NetworkRule {
  const from = list(raw.from).map(fields).map(peer);
  const ports = list(raw.ports).map(fields).map(port);
  return compact({
    from: from.length > 0 ? from : undefined,
    ports: ports.length > 0 ? ports : undefined,
  });
}

function egressRule(raw: Fields): NetworkEgressRule {
  const to = list(raw.to).map(fields).map(peer);
  const ports = list(raw.ports).map(fields).map(port);
  return compact({
    to: to.length > 0 ? to : undefined,
    ports: ports.length > 0 ? ports : undefined,
  });
}

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value);
}

function isReadable(spec: Fields): boolean {
  return (
    [spec.ingress, spec.policyTypes].every(isListOrAbsent) &&
    list(spec.ingress)
      .map(fields)
      .every(one => isListOrAbsent(one.from) && isListOrAbsent(one.ports))
  );
}

/**
 * A NetworkPolicy. Without `policyTypes` every policy affects ingress, whether
 * or not it has an ingress section, and egress when it has one with rules.
 * Source: k8s.io/api/networking/v1/types.go, NetworkPolicySpec.
 */
export function trimNetworkPolicy(
  resource: WatchedResource,
  raw: unknown,
): NetworkPolicyObject | undefined {
  const base = objectBase('networkpolicy', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const types = texts(spec.policyTypes);
  const ingress = types.length === 0 || types.includes('Ingress');
  const rules = list(spec.egress).map(fields).map(egressRule);
  const limitsEgress =
    types.length === 0 ? rules.length > 0 : types.includes('Egress');
  return compact({
    ...base,
    pods: trimSelector(spec.podSelector),
    ingress,
    egress: limitsEgress ? rules : undefined,
    rules: ingress ? list(spec.ingress).map(fields).map(rule) : [],
    unreadable: isReadable(spec) ? undefined : true,
  });
}
