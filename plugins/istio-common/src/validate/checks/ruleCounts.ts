import type { ValidationFinding } from '../../api/validation';
import { ownerOfHost } from '../../assess/findings/visibleHosts';
import { scopesOf } from '../../assess/findings/serviceEntryProtocols';
import { resolveHost } from '../../assess/hosts';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { byCreation } from '../../model/byCreation';
import type { DestinationRuleObject } from '../../model/networkingObjects';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';

function hostOf(rule: DestinationRuleObject): string {
  return resolveHost(rule.host, rule.ref);
}

function contents({ subsets, trafficPolicy }: DestinationRuleObject): string {
  const parts = [
    ...(trafficPolicy ? ['its trafficPolicy'] : []),
    ...(subsets.length > 0
      ? [`subsets ${subsets.map(({ name }) => name).join(', ')}`]
      : []),
  ];
  return parts.join(' and ') || 'its settings';
}

function sameWorkloads(a: DestinationRuleObject, b: DestinationRuleObject) {
  const key = ({ workloadSelector }: DestinationRuleObject) =>
    JSON.stringify(Object.entries(workloadSelector ?? {}).sort());
  return key(a) === key(b);
}

/** An older rule of the namespace whose trafficPolicy stays when they are merged. */
function ignoredBy(
  own: DestinationRuleObject,
  others: readonly DestinationRuleObject[],
): ValidationFinding[] {
  const older = others
    .filter(
      other =>
        other.ref.namespace === own.ref.namespace &&
        other.trafficPolicy !== undefined &&
        sameWorkloads(own, other) &&
        byCreation(other, own) < 0,
    )
    .sort(byCreation);
  const [first] = own.trafficPolicy ? older : [];
  if (!first) return [];
  return [
    {
      ...ofKind(CHANGE_CODES.ruleIgnored),
      ref: first.ref,
      cause: `DestinationRule ${named(first.ref)} is for ${hostOf(
        own,
      )} too and older, so the trafficPolicy of ${named(
        own.ref,
      )} has no effect.`,
      fix: `Write the settings into ${named(first.ref)}, or remove that one.`,
    },
  ];
}

/** Rules that clients of the namespace took so far and will not any more. */
function replacedBy(
  own: DestinationRuleObject,
  others: readonly DestinationRuleObject[],
  { view }: LiveInput,
): ValidationFinding[] {
  const namespace = own.ref.namespace ?? '';
  const { rootNamespace } = view.after.settingsOf(undefined);
  const hadOne = others.some(other => other.ref.namespace === namespace);
  const rule = { namespace, exportTo: own.exportTo, host: own.host };
  const home = ownerOfHost(view.after, rule)?.ref.namespace;
  if (hadOne || namespace === rootNamespace || namespace === home) return [];
  return others
    .filter(({ ref, exportTo }) => {
      const scopes = scopesOf(exportTo, ref.namespace);
      const isSeen = scopes.includes('*') || scopes.includes(namespace);
      // Those of any other namespace never counted for these clients.
      const counted = ref.namespace === home || ref.namespace === rootNamespace;
      return isSeen && counted;
    })
    .map(other => ({
      ...ofKind(CHANGE_CODES.ruleReplaced),
      ref: other.ref,
      cause: `Clients in ${namespace} take DestinationRule ${named(
        own.ref,
      )} for ${hostOf(own)} and not ${named(other.ref)} any more: ${contents(
        other,
      )} no longer counts for them.`,
      fix: `Take over what they need of ${named(
        other.ref,
      )}, or write into that rule.`,
    }));
}

/**
 * The proposed DestinationRules take effect, and take none away. A client
 * looks in its own namespace first, then in that of the Service, then in the
 * root namespace; in one namespace the rules of a host are merged, the oldest
 * first. Source: pilot/pkg/model/push_context.go, destinationRule;
 * destination_rule.go, mergeDestinationRule.
 *
 * @internal
 */
export const ruleCounts: LiveChangeCheck = {
  id: 'rule-counts',
  title: 'other DestinationRules of the host',
  byFiles: true,
  needs: ['destinationrules.networking.istio.io'],
  concerns: ({ objects }) =>
    objects.some(({ kind }) => kind === 'DestinationRule'),
  run(input) {
    const { view } = input;
    const { index } = view.after;
    const all = [...index.all('destinationrule')];
    return all
      .filter(({ ref }) => view.writes(ref))
      .flatMap(own => {
        const others = all.filter(
          other => !view.writes(other.ref) && hostOf(other) === hostOf(own),
        );
        return [...ignoredBy(own, others), ...replacedBy(own, others, input)];
      });
  },
};
