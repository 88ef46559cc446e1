import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  entitySelector,
  KUBERNETES_ID,
  workloadMatcher,
  type EntitySelector,
  type FleetEntity,
  type KeptWorkload,
} from '@meshwright/backstage-plugin-istio-common';

interface Candidate {
  entity: FleetEntity;
  selector: EntitySelector;
  matches(workload: KeptWorkload): boolean;
}

/** A term of a selector that asks for one value of one label. */
const EQUALITY = /^([A-Za-z0-9][A-Za-z0-9._/-]*)\s*={1,2}\s*([A-Za-z0-9._-]*)$/;

/**
 * The entities that one caller may see, by the workloads they name. Lives for
 * one request: what one caller sees is never shown to another.
 */
export class EntityDirectory {
  readonly #candidates: readonly Candidate[];
  readonly #byId = new Map<string, Candidate[]>();
  readonly #byNamespace = new Map<string, Candidate[]>();
  /** By `key=value` of a label that their workloads must have. */
  readonly #byLabel = new Map<string, Candidate[]>();
  readonly #anywhere: Candidate[] = [];
  readonly #found = new Map<KeptWorkload, readonly FleetEntity[]>();

  private constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
    for (const candidate of candidates) this.#add(candidate);
  }

  static of(entities: readonly Entity[]): EntityDirectory {
    return new EntityDirectory(entities.flatMap(toCandidate));
  }

  /** Only the entities of which something is true; there is less to match then. */
  where(test: (entity: FleetEntity) => boolean): EntityDirectory {
    return new EntityDirectory(
      this.#candidates.filter(({ entity }) => test(entity)),
    );
  }

  /** The entities whose workload it is, in order of their refs. */
  find(workload: KeptWorkload): readonly FleetEntity[] {
    const known = this.#found.get(workload);
    if (known) return known;
    const found = [
      ...(this.#byId.get(workload.labels[KUBERNETES_ID]) ?? []),
      ...(this.#byNamespace.get(workload.ref.namespace ?? '') ?? []),
      ...this.#labelled(workload),
      ...this.#anywhere,
    ]
      .filter(({ matches }) => matches(workload))
      .map(({ entity }) => entity);
    this.#found.set(workload, found);
    return found;
  }

  #add(candidate: Candidate): void {
    const { kubernetesId, namespaces, labelSelector } = candidate.selector;
    const label = equalityOf(labelSelector);
    if (kubernetesId) append(this.#byId, kubernetesId, candidate);
    else if (namespaces) {
      namespaces.forEach(name => append(this.#byNamespace, name, candidate));
    } else if (label) append(this.#byLabel, label, candidate);
    else this.#anywhere.push(candidate);
  }

  #labelled({ labels }: KeptWorkload): Candidate[] {
    // Most directories have none, and workloads are many.
    if (this.#byLabel.size === 0) return [];
    return Object.entries(labels)
      .flatMap(([key, value]) => this.#byLabel.get(`${key}=${value}`) ?? [])
      .sort((a, b) => (a.entity.entityRef < b.entity.entityRef ? -1 : 1));
  }
}

/** One label that a selector asks for as `key=value`, if there is one. */
function equalityOf(selector: string | undefined): string | undefined {
  // Inside parentheses a comma does not end a term.
  if (!selector || selector.includes('(')) return undefined;
  for (const term of selector.split(',')) {
    const equality = EQUALITY.exec(term.trim());
    if (equality) return `${equality[1]}=${equality[2]}`;
  }
  return undefined;
}

function toCandidate(entity: Entity): Candidate[] {
  const selector = entitySelector(entity.metadata.annotations);
  if (!selector) return [];
  const matches = workloadMatcher(selector);
  return [{ entity: fleetEntity(entity), selector, matches }];
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function fleetEntity(entity: Entity): FleetEntity {
  const { title } = entity.metadata;
  const owner = ownerOf(entity);
  return {
    entityRef: stringifyEntityRef(entity),
    ...(title && { title }),
    ...(owner && { owner }),
  };
}

/** The relation says who owns it; before the catalog has made one, the entity itself does. */
function ownerOf({ metadata, relations, spec }: Entity): string | undefined {
  const relation = relations?.find(({ type }) => type === RELATION_OWNED_BY);
  if (relation) return relation.targetRef;
  if (typeof spec?.owner !== 'string') return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(spec.owner, {
        defaultKind: 'group',
        defaultNamespace: metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
