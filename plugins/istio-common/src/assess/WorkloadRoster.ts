import type { MeshIndex } from '../index/MeshIndex';
import type { ObjectChange } from '../index/objectChange';
import { workloadOfPod } from '../index/workloadOfPod';
import { byCreation } from '../model/byCreation';
import { flat } from '../model/flat';
import { type ObjectRef, stringifyObjectRef } from '../model/identity';
import type {
  PodObject,
  ReplicaSetObject,
  WorkloadObject,
} from '../model/workloadObjects';
import type { AssessScope } from './AssessScope';
import type { GroupShape, WorkloadGroup } from './groupWorkloads';
import { Cell } from './incremental/Cell';
import { Subject } from './incremental/Subject';
import { shapeOf } from './shapeOf';

/** Pods in these phases have ended and take no traffic. */
const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

function isLive(pod: PodObject | undefined): pod is PodObject {
  return pod !== undefined && !pod.deleting && !ENDED.has(pod.phase ?? '');
}

/** A workload that keeps its identity while its pods come and go. */
class Group extends Subject implements WorkloadGroup {
  readonly key: string;
  readonly ref: ObjectRef;
  readonly #scope: AssessScope;
  #object: WorkloadObject | undefined;
  #pods: readonly PodObject[] = [];

  constructor(scope: AssessScope, key: string, ref: ObjectRef) {
    super();
    this.#scope = scope;
    this.key = key;
    this.ref = ref;
  }

  get namespace(): string {
    return this.ref.namespace ?? '';
  }

  get object(): WorkloadObject | undefined {
    this.#scope.noteRead(this);
    return this.#object;
  }

  set object(object: WorkloadObject | undefined) {
    this.#object = object;
  }

  get pods(): readonly PodObject[] {
    this.#scope.noteRead(this);
    return this.#pods;
  }

  get shape(): GroupShape {
    return this.#scope.memo(shapeOf, this);
  }

  get isEmpty(): boolean {
    return !this.#object && this.#pods.length === 0;
  }

  has(pod: PodObject): boolean {
    return this.#pods.includes(pod);
  }

  add(pod: PodObject): void {
    let [from, to] = [0, this.#pods.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (byCreation(this.#pods[middle], pod) > 0) from = middle + 1;
      else to = middle;
    }
    this.#pods = this.#pods.toSpliced(from, 0, pod);
  }

  remove(pod: PodObject): void {
    this.#pods = this.#pods.filter(one => one !== pod);
  }
}

/** The groups of one place, ordered by identity. */
class Members extends Cell {
  #groups: readonly Group[] | undefined;
  readonly #keep: () => Iterable<Group>;
  readonly #leave: (members: Members) => void;

  constructor(
    keep: () => Iterable<Group>,
    leave: (members: Members) => void = () => {},
  ) {
    super();
    this.#keep = keep;
    this.#leave = leave;
  }

  override abandoned(): void {
    this.#leave(this);
  }

  get groups(): readonly Group[] {
    this.#groups ??= [...this.#keep()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#groups;
  }

  forget(): void {
    this.#groups = undefined;
  }
}

/** Every workload of the cluster with its live pods, brought up to date change by change. */
export class WorkloadRoster {
  readonly #scope: AssessScope;
  readonly #index: MeshIndex;
  readonly #groups = new Map<string, Group>();
  readonly #all = new Members(() => this.#groups.values());
  readonly #namespaces = new Map<string, Map<string, Group>>();
  readonly #inNamespace = new Map<string, Members>();

  constructor(scope: AssessScope, index: MeshIndex) {
    this.#scope = scope;
    this.#index = index;
    const touched = new Set<Cell>();
    for (const object of index.all('workload')) {
      this.#setObject(object.ref, object, touched);
    }
    for (const pod of index.all('pod')) this.#addPod(pod, touched);
  }

  /** Every group, ordered by identity. */
  get all(): readonly WorkloadGroup[] {
    this.#scope.noteRead(this.#all);
    return this.#all.groups;
  }

  /** The groups of one namespace, ordered by identity. */
  inNamespace(namespace: string): readonly WorkloadGroup[] {
    const members = this.#membersOf(namespace);
    this.#scope.noteRead(members);
    return members.groups;
  }

  /** The group with this identity. */
  find(ref: ObjectRef): WorkloadGroup | undefined {
    this.#scope.noteRead(this.#membersOf(ref.namespace ?? ''));
    return this.#groups.get(stringifyObjectRef(ref));
  }

  /** Follows a change of the index; answers what is different by it. */
  apply(change: ObjectChange): Iterable<Cell> {
    const touched = new Set<Cell>();
    if ('listed' in change) return touched;
    const { before, after } = change;
    if (before?.type === 'pod') this.#removePod(before, touched);
    if (after?.type === 'pod') this.#addPod(after, touched);
    const object = after ?? before;
    if (object?.type === 'workload') {
      const now = after?.type === 'workload' ? after : undefined;
      this.#setObject(object.ref, now, touched);
    }
    if (object?.type === 'replicaset') this.#regroup(object, touched);
    return touched;
  }

  #membersOf(namespace: string): Members {
    let members = this.#inNamespace.get(namespace);
    if (!members) {
      const keep = () => this.#namespaces.get(namespace)?.values() ?? [];
      const leave = (gone: Members) => {
        if (this.#inNamespace.get(namespace) === gone) {
          this.#inNamespace.delete(namespace);
        }
      };
      members = new Members(keep, leave);
      this.#inNamespace.set(namespace, members);
    }
    return members;
  }

  #setObject(
    ref: ObjectRef,
    object: WorkloadObject | undefined,
    touched: Set<Cell>,
  ): void {
    const group = this.#groupFor(ref, touched);
    group.object = object;
    this.#settle(group, touched);
  }

  #addPod(pod: PodObject, touched: Set<Cell>): void {
    if (!isLive(pod)) return;
    const group = this.#groupFor(workloadOfPod(this.#index, pod), touched);
    group.add(pod);
    this.#settle(group, touched);
  }

  #removePod(pod: PodObject, touched: Set<Cell>): void {
    const group = this.#groupOf(pod);
    if (!group) return;
    group.remove(pod);
    this.#settle(group, touched);
  }

  /**
   * The group that holds a pod: mostly that of its workload, unless the
   * ReplicaSet has come or gone since. A map of all pods would take more room
   * than everything else here.
   */
  #groupOf(pod: PodObject): Group | undefined {
    const key = stringifyObjectRef(workloadOfPod(this.#index, pod));
    const likely = this.#groups.get(key);
    if (likely?.has(pod)) return likely;
    const near = this.#namespaces.get(pod.ref.namespace ?? '');
    for (const group of near?.values() ?? []) if (group.has(pod)) return group;
    return undefined;
  }

  /** A ReplicaSet says which Deployment its pods belong to. */
  #regroup({ ref }: ReplicaSetObject, touched: Set<Cell>): void {
    const namespace = ref.namespace ?? '';
    for (const pod of this.#index.inNamespace('pod', namespace)) {
      const { owner } = pod;
      if (owner?.kind !== 'ReplicaSet' || owner.name !== ref.name) continue;
      this.#removePod(pod, touched);
      this.#addPod(pod, touched);
    }
  }

  #groupFor(ref: ObjectRef, touched: Set<Cell>): Group {
    const key = flat(stringifyObjectRef(ref));
    let group = this.#groups.get(key);
    if (!group) {
      group = new Group(this.#scope, key, ref);
      this.#groups.set(key, group);
      const { namespace } = group;
      const own = this.#namespaces.get(namespace) ?? new Map<string, Group>();
      this.#namespaces.set(namespace, own.set(key, group));
      this.#touchMembers(namespace, touched);
    }
    return group;
  }

  #settle(group: Group, touched: Set<Cell>): void {
    touched.add(group);
    if (!group.isEmpty) return;
    const { key, namespace } = group;
    this.#groups.delete(key);
    const own = this.#namespaces.get(namespace);
    own?.delete(key);
    if (own?.size === 0) this.#namespaces.delete(namespace);
    this.#touchMembers(namespace, touched);
  }

  #touchMembers(namespace: string, touched: Set<Cell>): void {
    // Nobody has read the groups of a namespace that has no members yet.
    const known = this.#inNamespace.get(namespace);
    for (const members of known ? [this.#all, known] : [this.#all]) {
      members.forget();
      touched.add(members);
    }
  }
}
