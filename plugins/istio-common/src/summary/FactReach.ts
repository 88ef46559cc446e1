import type { FleetKind } from '../api/fleet';
import type { CertificateStatus, ExposureStatus } from '../api/facts';
import type { KeptAssessment } from '../assess/assessCluster';
import type { KeptFleetFacts, KeptWorkload } from '../assess/keptFacts';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import {
  ownRefs,
  refsOfCertificate,
  refsOfEgress,
  refsOfExposure,
  refsOfFinding,
  refsOfWorkload,
  serviceRef,
} from './touchedRefs';

type Workloads = readonly KeptWorkload[];

class RefLookup {
  readonly #byKey = new Map<string, Set<KeptWorkload>>();

  add(refs: Iterable<ObjectRef>, workloads: Iterable<KeptWorkload>): void {
    for (const ref of refs) {
      const key = stringifyObjectRef(ref);
      const known = this.#byKey.get(key) ?? new Set();
      for (const workload of workloads) known.add(workload);
      this.#byKey.set(key, known);
    }
  }

  find(refs: Iterable<ObjectRef>): KeptWorkload[] {
    const found = new Set<KeptWorkload>();
    for (const ref of refs) {
      for (const one of this.#byKey.get(stringifyObjectRef(ref)) ?? []) {
        found.add(one);
      }
    }
    return [...found];
  }
}

/** Makes a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * From a fact of one cluster to the workloads that it concerns: what
 * `selectForEntity` follows from an entity, read backwards. Lookups are made
 * when a kind of fact is first asked about.
 *
 * @public
 */
export class FactReach {
  readonly #assessment: KeptAssessment;

  constructor(assessment: KeptAssessment) {
    this.#assessment = assessment;
  }

  /** The workloads behind a fact; none for what belongs to the whole mesh. */
  workloadsOf<K extends FleetKind>(
    kind: K,
    fact: KeptFleetFacts[K],
  ): readonly KeptWorkload[] {
    // The kind says which of the facts it is; the compiler does not follow.
    const find = this.#finders[kind] as (fact: KeptFleetFacts[K]) => Workloads;
    return find(fact);
  }

  readonly #own = once(() => {
    const lookup = new RefLookup();
    for (const one of this.#assessment.workloads)
      lookup.add(ownRefs(one), [one]);
    return lookup;
  });

  readonly #byNamespace = once(() => {
    const lookup = new Map<string, KeptWorkload[]>();
    for (const one of this.#assessment.workloads) {
      const namespace = one.ref.namespace ?? '';
      const list = lookup.get(namespace);
      if (list) list.push(one);
      else lookup.set(namespace, [one]);
    }
    return lookup;
  });

  readonly #byCertificate = once(() => {
    const lookup = new RefLookup();
    for (const exposure of this.#assessment.exposures) {
      lookup.add(exposure.certificates, this.#ofExposure(exposure));
    }
    return lookup;
  });

  /** Every object that stands behind a fact, for findings about it. */
  readonly #touched = once(() => {
    const { workloads, exposures, certificates, egress } = this.#assessment;
    const lookup = new RefLookup();
    for (const one of workloads) lookup.add(refsOfWorkload(one), [one]);
    for (const one of exposures) {
      lookup.add(refsOfExposure(one), this.#ofExposure(one));
    }
    for (const one of certificates) {
      lookup.add(refsOfCertificate(one), this.#ofCertificate(one));
    }
    for (const one of egress) {
      lookup.add(refsOfEgress(one), this.#inNamespaces(one.namespaces));
    }
    return lookup;
  });

  readonly #finders: {
    [K in FleetKind]: (fact: KeptFleetFacts[K]) => Workloads;
  } = {
    workloads: fact => [fact],
    exposures: fact => this.#ofExposure(fact),
    certificates: fact => this.#ofCertificate(fact),
    egress: fact => this.#inNamespaces(fact.namespaces),
    findings: fact => this.#touched().find(refsOfFinding(fact)),
    'control-planes': fact => this.#own().find([fact.ref]),
    'trust-roots': () => [],
    'strict-readiness': fact =>
      fact.scope === 'namespace' ? this.#inNamespaces([fact.namespace]) : [],
  };

  #ofExposure({ workloads, routes }: ExposureStatus): Workloads {
    return this.#own().find([
      ...workloads,
      ...routes.flatMap(({ service }) =>
        service ? [serviceRef(service.namespace, service.name)] : [],
      ),
    ]);
  }

  #ofCertificate({ ref }: CertificateStatus): Workloads {
    return this.#byCertificate().find([ref]);
  }

  #inNamespaces(names: readonly string[]): Workloads {
    if (names.includes('*')) return this.#assessment.workloads;
    return [...new Set(names)].flatMap(
      name => this.#byNamespace().get(name) ?? [],
    );
  }
}
