import type { KubeObject } from '../KubeObject';

/** One change of one object. @public */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  resourceVersion: number;
  typeKey: string;
  object: KubeObject;
  /** The state before; absent when the object is new. */
  previous?: KubeObject;
}

/** The last changes in order, up to a limit; what falls out is compacted. @internal */
export class EventHistory {
  private events: StoreEvent[] = [];
  private compacted = 0;

  constructor(private readonly limit: number) {}

  /** The revision up to which the past is gone. */
  get oldest(): number {
    return this.compacted;
  }

  add(event: StoreEvent): void {
    this.events.push(event);
    // Trimmed in lots, so that a full history does not copy itself at every write.
    if (this.events.length > this.limit * 1.25) {
      const dropped = this.events.length - this.limit;
      this.compacted = this.events[dropped - 1].resourceVersion;
      this.events = this.events.slice(dropped);
    }
  }

  /** The events of one type after a revision; undefined when some of them are gone. */
  since(revision: number, typeKey: string): StoreEvent[] | undefined {
    if (revision < this.compacted) return undefined;
    const found: StoreEvent[] = [];
    for (let i = this.firstAfter(revision); i < this.events.length; i += 1) {
      if (this.events[i].typeKey === typeKey) found.push(this.events[i]);
    }
    return found;
  }

  compact(revision: number): void {
    this.compacted = Math.max(this.compacted, revision);
    this.events = this.events.slice(this.firstAfter(revision));
  }

  private firstAfter(revision: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.events[middle].resourceVersion <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
