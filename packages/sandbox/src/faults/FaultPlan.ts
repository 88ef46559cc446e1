import type { WatchStream } from '../kube/http/WatchStream';
import type { RequestInfo } from '../kube/http/RequestInfo';
import { qualifiedResource } from '../kube/ResourceType';
import type { ObjectStore } from '../kube/store/ObjectStore';
import type { Fault } from './Fault';
import { refusal } from './refusal';

interface Rule {
  fault: Fault;
  left: number;
}

/** Faults that are over once the open watches have met them, unless more is asked for. */
const ONCE = new Set<Fault['fault']>(['cut-watch', 'garbage', 'hide-event']);
const ONLY_WATCHES = new Set<Fault['fault']>([...ONCE, 'no-bookmarks']);

/** Spoils what a watch sends from now on. */
function spoil(watch: WatchStream, { fault }: Fault): void {
  switch (fault) {
    case 'garbage':
      watch.spoilNext('garble');
      break;
    case 'hide-event':
      watch.spoilNext('hide');
      break;
    case 'no-bookmarks':
      watch.stopBookmarks();
      break;
    case 'withhold':
      watch.withhold();
      break;
    default:
  }
}

/** The faults of one cluster: which requests meet which, and what happens to its open watches. @public */
export class FaultPlan {
  private rules: Rule[] = [];
  private readonly watches = new Set<WatchStream>();

  constructor(private readonly store: ObjectStore) {}

  /** Puts a fault into effect, on open watches at once. */
  add(fault: Fault): void {
    switch (fault.fault) {
      case 'none':
        this.clear(fault.resource);
        return;
      case 'compact':
        this.store.advance();
        this.store.compact();
        return;
      default:
    }
    const met = this.meetOpenWatches(fault);
    const { times, delayMs } = fault;
    if (ONCE.has(fault.fault) && times === undefined && delayMs === undefined) {
      return;
    }
    const left = (times ?? Infinity) - met;
    if (left > 0) this.rules.push({ fault, left });
  }

  /** Takes back the faults of one resource, or all of them. */
  clear(resource?: string): void {
    this.rules = resource
      ? this.rules.filter(({ fault }) => fault.resource !== resource)
      : [];
  }

  /** The fault that a request meets, if any; counts it as met. */
  take(request: RequestInfo): Fault | undefined {
    const rule = this.rules.find(
      ({ fault, left }) => left > 0 && meets(fault, request),
    );
    if (!rule) return undefined;
    rule.left -= 1;
    return rule.fault;
  }

  /** Keeps hold of a watch while it is open. */
  track(watch: WatchStream, fault: Fault | undefined): () => void {
    this.watches.add(watch);
    if (fault) spoil(watch, fault);
    const timer =
      fault?.fault === 'cut-watch'
        ? setTimeout(() => watch.cut(), fault.delayMs ?? 0)
        : undefined;
    return () => {
      this.watches.delete(watch);
      clearTimeout(timer);
    };
  }

  /** How many watches are open. */
  get openWatches(): number {
    return this.watches.size;
  }

  /** Ends every open watch in good order, as a server does that shuts down. */
  finishWatches(): void {
    [...this.watches].forEach(watch => watch.finish());
  }

  /** Ends the watches of a type that is no longer served. */
  finishWatchesOf(plural: string, group: string): void {
    [...this.watches]
      .filter(({ type }) => type.plural === plural && type.group === group)
      .forEach(watch => watch.finish());
  }

  /** Does to the open watches what the fault says; tells how many it counts as met. */
  private meetOpenWatches(fault: Fault): number {
    const open = this.watchesOf(fault);
    const asEvent = fault.as === 'event';
    for (const watch of open) {
      switch (fault.fault) {
        case 'drop':
          watch.cut();
          break;
        case 'cut-watch':
          if (fault.delayMs === undefined) watch.cut();
          break;
        case 'gone':
        case 'error':
          if (asEvent) watch.sendError(refusal(fault).status);
          break;
        default:
          spoil(watch, fault);
      }
    }
    return asEvent ? open.length : 0;
  }

  private watchesOf({ resource }: Fault): WatchStream[] {
    return [...this.watches].filter(
      ({ type }) => !resource || isResource(resource, type),
    );
  }
}

function isResource(
  wanted: string,
  type: { group: string; plural: string },
): boolean {
  return wanted === qualifiedResource(type) || wanted === type.plural;
}

function meets(
  { resource, verb, fault }: Fault,
  request: RequestInfo,
): boolean {
  const { group, resource: plural, verb: asked } = request;
  const onlyWatches = ONLY_WATCHES.has(fault);
  return (
    (!resource || isResource(resource, { group, plural })) &&
    (!verb || verb === asked) &&
    (!onlyWatches || asked === 'watch')
  );
}
