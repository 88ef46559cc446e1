import type { WatchStream } from '../kube/http/WatchStream';
import type { RequestInfo } from '../kube/http/RequestInfo';
import { qualifiedResource } from '../kube/ResourceType';
import type { ObjectStore } from '../kube/store/ObjectStore';
import type { Fault } from './Fault';

interface Rule {
  fault: Fault;
  left: number;
}

/** Half of a watch event: what a broken proxy leaves behind. */
const HALF_LINE = '{"type":"MODIFIED","object":{"kind":"Pod","metad\n';

/** The faults of one cluster: which requests meet which, and what happens to its open watches. @public */
export class FaultPlan {
  private rules: Rule[] = [];
  private readonly watches = new Set<WatchStream>();

  constructor(private readonly store: ObjectStore) {}

  /** Puts a fault into effect, on open watches at once. */
  add(fault: Fault): void {
    const open = this.watchesOf(fault);
    switch (fault.fault) {
      case 'none':
        this.clear(fault.resource);
        return;
      case 'compact':
        this.store.advance();
        this.store.compact();
        return;
      case 'cut-watch':
        if (fault.delayMs === undefined) {
          open.forEach(watch => watch.cut());
          return;
        }
        break;
      case 'garbage':
        if (fault.delayMs === undefined) {
          open.forEach(watch => watch.writeRaw(HALF_LINE));
          return;
        }
        break;
      case 'drop':
        open.forEach(watch => watch.cut());
        break;
      case 'withhold':
        open.forEach(watch => watch.withhold());
        break;
      default:
    }
    this.rules.push({ fault, left: fault.times ?? Infinity });
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
    const timer = fault && this.schedule(watch, fault);
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

  private schedule(
    watch: WatchStream,
    { fault, delayMs = 0 }: Fault,
  ): NodeJS.Timeout | undefined {
    switch (fault) {
      case 'cut-watch':
        return setTimeout(() => watch.cut(), delayMs);
      case 'garbage':
        return setTimeout(() => watch.writeRaw(HALF_LINE), delayMs);
      case 'withhold':
        watch.withhold();
        return undefined;
      default:
        return undefined;
    }
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
  const onlyWatches = fault === 'cut-watch' || fault === 'garbage';
  return (
    (!resource || isResource(resource, { group, plural })) &&
    (!verb || verb === asked) &&
    (!onlyWatches || asked === 'watch')
  );
}
