import { byCreation } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type {
  DestinationRuleObject,
  TrafficPolicy,
} from '../../model/networkingObjects';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import { isWildcard, mostSpecific, resolveHost } from '../hosts';

/** Several DestinationRules for one host, merged as istiod does. */
export interface MergedRule {
  readonly namespace: string;
  readonly exportTo: ReadonlySet<string>;
  readonly selector?: StringMap;
  trafficPolicy?: TrafficPolicy;
  subsets: DestinationRuleObject['subsets'][number][];
  /** The rules it is made of, the one that founded it first. */
  from: ObjectRef[];
}

/** Host → merged rules, in the order in which they were founded. */
type RulesByHost = Map<string, MergedRule[]>;

function rulesOf(
  byNamespace: Map<string, RulesByHost>,
  namespace: string,
): RulesByHost {
  let rules = byNamespace.get(namespace);
  if (!rules) byNamespace.set(namespace, (rules = new Map()));
  return rules;
}

function equalSets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(one => b.has(one));
}

function found(
  rule: DestinationRuleObject,
  exportTo: ReadonlySet<string>,
): MergedRule {
  return {
    namespace: rule.ref.namespace ?? '',
    exportTo,
    ...(rule.workloadSelector && { selector: rule.workloadSelector }),
    ...(rule.trafficPolicy && { trafficPolicy: rule.trafficPolicy }),
    subsets: [...rule.subsets],
    from: [rule.ref],
  };
}

/** Adds unknown subsets; the top-level policy only where there was none. */
function absorb(merged: MergedRule, rule: DestinationRuleObject): void {
  merged.from = [...merged.from, rule.ref];
  const known = new Set(merged.subsets.map(({ name }) => name));
  merged.subsets = [
    ...merged.subsets,
    ...rule.subsets.filter(({ name }) => !known.has(name)),
  ];
  merged.trafficPolicy ??= rule.trafficPolicy;
}

type Fit = 'merge' | 'merge-and-keep' | 'keep';

/**
 * How a rule relates to one that stands already for the host. Rules with equal
 * `exportTo` merge; one that is exported to more merges and also stands by
 * itself; others stand by themselves. Rules that select different workloads
 * never merge.
 */
function fitOf(
  merged: MergedRule,
  rule: DestinationRuleObject,
  exportTo: ReadonlySet<string>,
): Fit {
  const equal = equalSets(exportTo, merged.exportTo);
  const wider =
    merged.exportTo.size > 0 &&
    [...merged.exportTo].every(one => exportTo.has(one));
  if (!equal && !wider) return 'keep';
  const own = rule.workloadSelector;
  const { selector } = merged;
  if (own && selector) {
    const same = isSubset(own, selector) && isSubset(selector, own);
    return same ? 'merge' : 'keep';
  }
  if (!own && !selector) return 'merge';
  return equal ? 'merge' : 'merge-and-keep';
}

function insert(
  rules: RulesByHost,
  host: string,
  rule: DestinationRuleObject,
  exportTo: ReadonlySet<string>,
): void {
  const standing = rules.get(host);
  if (!standing) {
    rules.set(host, [found(rule, exportTo)]);
    return;
  }
  // The last rule compared decides whether this one also stands by itself.
  let keep = true;
  for (const merged of standing) {
    const fit = fitOf(merged, rule, exportTo);
    if (fit !== 'keep') absorb(merged, rule);
    keep = fit !== 'merge';
  }
  if (keep) standing.push(found(rule, exportTo));
}

function lookup(rules: RulesByHost | undefined, host: string): MergedRule[] {
  if (!rules) return [];
  const exact = rules.get(host);
  if (exact && !isWildcard(host)) return exact;
  const best = mostSpecific(host, rules.keys());
  return best === undefined ? [] : rules.get(best) ?? [];
}

/**
 * The DestinationRules of a mesh as clients see them.
 *
 * Rules with a workload selector come first, then the oldest; a selector keeps
 * a rule private. A client looks in its own namespace (in the root namespace:
 * only at rules private to it), then at what the service's namespace exports to
 * it, then at what the root namespace exports to it; in each, at the most
 * specific host only. The first place with any rule for the host decides.
 * Source: pilot/pkg/model/push_context.go, setDestinationRules and
 * destinationRule; pilot/pkg/model/destination_rule.go, mergeDestinationRule.
 */
export class DestinationRuleIndex {
  readonly #local = new Map<string, RulesByHost>();
  readonly #exported = new Map<string, RulesByHost>();
  readonly #rootPrivate: RulesByHost = new Map();
  readonly #root: string;

  constructor(
    rules: Iterable<DestinationRuleObject>,
    settings: {
      rootNamespace: string;
      destinationRuleExportTo: readonly string[];
    },
  ) {
    this.#root = settings.rootNamespace;
    const privateByDefault = settings.destinationRuleExportTo.includes('.');
    const ordered = [...rules].sort(
      (a, b) =>
        Number(b.workloadSelector !== undefined) -
          Number(a.workloadSelector !== undefined) || byCreation(a, b),
    );
    for (const rule of ordered) this.#add(rule, privateByDefault);
  }

  #add(rule: DestinationRuleObject, privateByDefault: boolean): void {
    const namespace = rule.ref.namespace ?? '';
    const host = resolveHost(rule.host, rule.ref);
    const exportTo = new Set(rule.workloadSelector ? ['.'] : rule.exportTo);
    const own = exportTo.has('.') || exportTo.has(namespace);
    if (exportTo.size === 0 || exportTo.has('*') || own) {
      insert(rulesOf(this.#local, namespace), host, rule, exportTo);
    }
    const isPrivate =
      exportTo.size === 0 ? privateByDefault : exportTo.size === 1 && own;
    if (!isPrivate) {
      insert(rulesOf(this.#exported, namespace), host, rule, exportTo);
    } else if (namespace === this.#root) {
      insert(this.#rootPrivate, host, rule, exportTo);
    }
  }

  #exportedBy(owner: string, host: string, client: string): MergedRule[] {
    return lookup(this.#exported.get(owner), host).filter(
      ({ exportTo }) =>
        exportTo.size === 0 || exportTo.has('*') || exportTo.has(client),
    );
  }

  /** The rule that a client uses towards a service; undefined when there is none. */
  ruleFor(
    client: { namespace: string; labels: StringMap | undefined },
    service: { host: string; namespace: string },
  ): MergedRule | undefined {
    const { host } = service;
    const places = [
      () =>
        client.namespace === this.#root
          ? lookup(this.#rootPrivate, host)
          : lookup(this.#local.get(client.namespace), host),
      () => this.#exportedBy(service.namespace, host, client.namespace),
      () => this.#exportedBy(this.#root, host, client.namespace),
    ];
    for (const place of places) {
      const rules = place();
      if (rules.length === 0) continue;
      const selecting = rules.find(
        rule =>
          rule.selector &&
          rule.namespace === client.namespace &&
          isSubset(rule.selector, client.labels),
      );
      return selecting ?? rules.filter(rule => !rule.selector).pop();
    }
    return undefined;
  }
}
