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
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';

interface Candidate {
  entity: FleetEntity;
  selector: EntitySelector;
  matches(workload: WorkloadStatus): boolean;
}

/**
 * The entities that one caller may see, by the workloads they name. Lives for
 * one request: what one caller sees is never shown to another.
 */
export class EntityDirectory {
  readonly #candidates: readonly Candidate[];
  readonly #byId = new Map<string, Candidate[]>();
  readonly #byNamespace = new Map<string, Candidate[]>();
  readonly #anywhere: Candidate[] = [];
  readonly #found = new Map<WorkloadStatus, readonly FleetEntity[]>();

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
  find(workload: WorkloadStatus): readonly FleetEntity[] {
    const known = this.#found.get(workload);
    if (known) return known;
    const found = [
      ...(this.#byId.get(workload.labels[KUBERNETES_ID]) ?? []),
      ...(this.#byNamespace.get(workload.ref.namespace ?? '') ?? []),
      ...this.#anywhere,
    ]
      .filter(({ matches }) => matches(workload))
      .map(({ entity }) => entity);
    this.#found.set(workload, found);
    return found;
  }

  #add(candidate: Candidate): void {
    const { kubernetesId, namespaces } = candidate.selector;
    if (kubernetesId) append(this.#byId, kubernetesId, candidate);
    else if (namespaces) {
      namespaces.forEach(name => append(this.#byNamespace, name, candidate));
    } else this.#anywhere.push(candidate);
  }
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
