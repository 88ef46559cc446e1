import type { LookupObserver } from '../../index/LookupObserver';
import { slotOf } from '../../index/MeshIndex';
import type { ObjectChange } from '../../index/objectChange';
import { flat } from '../../model/flat';
import type { ObjectRef } from '../../model/identity';
import type { MeshObject, MeshObjectType } from '../../model/meshObject';
import { Cell } from './Cell';
import type { Graph } from './Graph';

/** What a lookup found; it is kept for as long as something read it. */
class LookupCell extends Cell {
  constructor(readonly cells: Map<string, LookupCell>, readonly key: string) {
    super();
  }

  override abandoned(): void {
    if (this.cells.get(this.key) === this) this.cells.delete(this.key);
  }
}

interface TypeCells {
  all: Map<string, LookupCell>;
  /** Which namespaces there are. */
  places: Map<string, LookupCell>;
  /** By namespace. */
  namespaces: Map<string, LookupCell>;
  /** By namespace and slot. */
  objects: Map<string, LookupCell>;
}

function cellOf(cells: Map<string, LookupCell>, key: string): LookupCell {
  const known = cells.get(key);
  if (known) return known;
  const cell = new LookupCell(cells, flat(key));
  cells.set(cell.key, cell);
  return cell;
}

function objectKey(ref: ObjectRef): string {
  return `${ref.namespace ?? ''}/${slotOf(ref)}`;
}

/** A cell for each lookup that was made in an index, and which of them a change concerns. */
export class LookupCells implements LookupObserver {
  readonly #types = new Map<MeshObjectType, TypeCells>();
  readonly #listed = new Map<string, LookupCell>();
  readonly #graph: Pick<Graph<never>, 'isRunning' | 'noteRead'>;

  constructor(graph: Pick<Graph<never>, 'isRunning' | 'noteRead'>) {
    this.#graph = graph;
  }

  // A cell that no computation reads would never be dropped, so that none is
  // made unless one runs.

  all(type: MeshObjectType): void {
    if (this.#graph.isRunning) this.#note(this.#of(type).all, '');
  }

  namespaces(type: MeshObjectType): void {
    if (this.#graph.isRunning) this.#note(this.#of(type).places, '');
  }

  inNamespace(type: MeshObjectType, namespace: string): void {
    if (this.#graph.isRunning) this.#note(this.#of(type).namespaces, namespace);
  }

  find(type: MeshObjectType, ref: ObjectRef): void {
    if (!this.#graph.isRunning) return;
    this.#note(this.#of(type).objects, objectKey(ref));
  }

  wasListed({ group, kind }: { group: string; kind: string }): void {
    if (this.#graph.isRunning) this.#note(this.#listed, `${group}/${kind}`);
  }

  /** The cells whose lookups may answer something else after the change. */
  *touchedBy(change: ObjectChange): Iterable<Cell> {
    if ('listed' in change) {
      const { group, kind } = change.listed;
      yield* present([this.#listed.get(`${group}/${kind}`)]);
      return;
    }
    const { type, ref }: MeshObject = change.after ?? change.before;
    const cells = this.#types.get(type);
    yield* present([
      cells?.all.get(''),
      change.place && cells?.places.get(''),
      cells?.namespaces.get(ref.namespace ?? ''),
      cells?.objects.get(objectKey(ref)),
    ]);
  }

  #note(cells: Map<string, LookupCell>, key: string): void {
    this.#graph.noteRead(cellOf(cells, key));
  }

  #of(type: MeshObjectType): TypeCells {
    let cells = this.#types.get(type);
    if (!cells) {
      cells = {
        all: new Map(),
        places: new Map(),
        namespaces: new Map(),
        objects: new Map(),
      };
      this.#types.set(type, cells);
    }
    return cells;
  }
}

function present(cells: ReadonlyArray<Cell | undefined>): Cell[] {
  return cells.filter(cell => cell !== undefined);
}
