import type { DestinationRuleObject } from '../../model/networkingObjects';
import { hostCovers, hostsOverlap, isWildcard, resolveHost } from '../hosts';

/** DestinationRules by the host that they are for. */
export class RulesByHost {
  readonly #exact = new Map<string, DestinationRuleObject[]>();
  readonly #wildcards: Array<[string, DestinationRuleObject]> = [];

  constructor(rules: Iterable<DestinationRuleObject>) {
    for (const rule of rules) {
      const host = resolveHost(rule.host, rule.ref);
      if (isWildcard(host)) this.#wildcards.push([host, rule]);
      else this.#exact.set(host, [...(this.#exact.get(host) ?? []), rule]);
    }
  }

  /** The rules of hosts that end in the suffix, exact ones and wildcards. */
  near(suffix: string): DestinationRuleObject[] {
    const exact = [...this.#exact]
      .filter(([host]) => host.endsWith(suffix))
      .flatMap(([, rules]) => rules);
    const wide = this.#wildcards
      .filter(([pattern]) => hostsOverlap(pattern, `*${suffix}`))
      .map(([, rule]) => rule);
    return [...exact, ...wide];
  }

  /** The rules that a full host name falls under, exact ones and wildcards. */
  covering(host: string): DestinationRuleObject[] {
    return [
      ...(this.#exact.get(host) ?? []),
      ...this.#wildcards
        .filter(([pattern]) => hostCovers(pattern, host))
        .map(([, rule]) => rule),
    ];
  }
}
