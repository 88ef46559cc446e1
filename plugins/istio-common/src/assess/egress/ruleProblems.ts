import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { DestinationRuleObject } from '../../model/networkingObjects';
import { hostCovers, resolveHost } from '../hosts';
import { visibilityOf } from '../visibility';
import { credentialsOf } from './egressSecrets';
import type { EgressProblem, EgressSubject, EgressTrace } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import { nameOfRef } from './originationProblems';

function ruleAt(
  world: EgressWorld,
  ref: ObjectRef,
): DestinationRuleObject | undefined {
  const found = world.scope.index.find(ref);
  return found?.type === 'destinationrule' ? found : undefined;
}

function setsTls({ trafficPolicy }: DestinationRuleObject): boolean {
  return Boolean(
    trafficPolicy?.tls || trafficPolicy?.portLevel?.some(({ tls }) => tls),
  );
}

/**
 * A rule with a credential that every client falls back to: exported to all
 * from the root namespace or from that of the host.
 */
function reachesAll(
  world: EgressWorld,
  subject: EgressSubject,
  rule: DestinationRuleObject,
): boolean {
  const { rootNamespace, destinationRuleExportTo } = world.settings;
  const namespace = rule.ref.namespace ?? '';
  return (
    rule.workloadSelector === undefined &&
    credentialsOf(rule).length > 0 &&
    (namespace === rootNamespace || namespace === subject.namespace) &&
    visibilityOf(rule.exportTo, namespace, destinationRuleExportTo).has('*')
  );
}

/** What is wrong among the rules that set TLS for a host, taken together. */
export function ruleProblems(
  world: EgressWorld,
  subject: EgressSubject,
  { via, destinationRules }: EgressTrace,
): EgressProblem[] {
  // A rule counts once, on however many ports the way comes by it.
  const refs = new Map(
    destinationRules.map(ref => [stringifyObjectRef(ref), ref]),
  );
  const rules = [...refs.values()]
    .flatMap(ref => ruleAt(world, ref) ?? [])
    .filter(rule =>
      hostCovers(resolveHost(rule.host, rule.ref).toLowerCase(), subject.host),
    );
  const base = { broken: false, link: 'DestinationRule' } as const;
  const wide =
    via === 'gateway'
      ? rules.filter(rule => reachesAll(world, subject, rule))
      : [];
  const [winner, ...losers] = rules.filter(setsTls);
  return [
    ...wide.map(({ ref }) => ({
      ...base,
      kind: 'egressRuleForAll' as const,
      object: ref,
      summary: `${nameOfRef(
        ref,
      )} is for the egress gateway but exported to every namespace: sidecars that call ${
        subject.host
      } themselves skip its credential and send plain text`,
      fix: `Set exportTo: ["."] in ${nameOfRef(ref)}.`,
    })),
    ...losers.map(({ ref }) => ({
      ...base,
      kind: 'egressRulesCompete' as const,
      object: ref,
      summary: `${nameOfRef(ref)} sets TLS for ${
        subject.host
      } too, but ${nameOfRef(winner.ref)} is older and alone counts`,
      fix: `Delete ${nameOfRef(ref)}, or merge it into ${nameOfRef(
        winner.ref,
      )}.`,
      related: [winner.ref],
    })),
  ];
}
