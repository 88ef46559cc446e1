import {
  TONES,
  type FleetKind,
  type FleetSort,
  type KeptFleetFacts,
} from '@meshwright/backstage-plugin-istio-common';
import { factTraits, type FactTraits } from './factTraits';

/** Sorts before every character of a name. */
const SEPARATOR = '\u0000';

/** A fact with what it is filtered and ordered by, worked out once. */
export class FleetEntry<K extends FleetKind = FleetKind> {
  readonly cluster: string;
  readonly fact: KeptFleetFacts[K];
  readonly traits: FactTraits;
  /** Names and hosts in lower case, a line each. */
  readonly text: string;
  readonly #key: string;
  readonly #positions = new Map<FleetSort, string>();

  /** @param key - unique among the facts of a kind and a cluster */
  constructor(kind: K, cluster: string, key: string, fact: KeptFleetFacts[K]) {
    this.cluster = cluster;
    this.fact = fact;
    this.traits = factTraits(kind, fact);
    this.text = [this.traits.namespace ?? '', ...this.traits.words]
      .join('\n')
      .toLowerCase();
    this.#key = key;
  }

  /** Where it stands in an order: a total order, whatever facts there are. */
  position(sort: FleetSort): string {
    const known = this.#positions.get(sort);
    if (known !== undefined) return known;
    const { name, namespace = '', tone } = this.traits;
    const parts = {
      // One digit: the worst tone comes first.
      severity: [TONES.length - TONES.indexOf(tone), name, namespace],
      name: [name, namespace],
      cluster: [this.cluster, namespace, name],
    };
    const position = [...parts[sort], this.cluster, this.#key].join(SEPARATOR);
    this.#positions.set(sort, position);
    return position;
  }
}
