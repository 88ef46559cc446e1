import type { ServerResponse } from 'node:http';
import { expired } from '../apiErrors';
import { ApiError, type Status } from '../ApiError';
import type { KubeObject } from '../KubeObject';
import { apiVersionOf, type ResourceType } from '../ResourceType';
import type { StoreEvent } from '../store/EventHistory';
import type { ObjectStore } from '../store/ObjectStore';
import type { ListQuery } from './ListQuery';
import { objectJson } from './objectJson';

/** A reader that lets this much pile up is cut off, as the API server does with slow watchers. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

/** What a watch is told when it is made. @internal */
export interface WatchOptions {
  store: ObjectStore;
  type: ResourceType;
  version: string;
  query: ListQuery;
  bookmarkEveryMs: number;
}

/**
 * One watch: what is past, then what comes, then a last bookmark when its time
 * is up. Faults reach into it through `cut`, `spoilNext` and the like.
 *
 * @internal
 */
export class WatchStream {
  readonly type: ResourceType;
  private stopListening: (() => void) | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private withheld = false;
  private bookmarks = true;
  private spoiled: 'garble' | 'hide' | undefined;
  private ended = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: WatchOptions,
  ) {
    this.type = options.type;
  }

  start(): void {
    const { store, query, bookmarkEveryMs } = this.options;
    const from = this.resumeFrom();
    this.open();
    if (!this.sendPast(from)) return;
    this.stopListening = store.subscribe(this.type, event =>
      this.sendChange(event),
    );
    if (query.allowWatchBookmarks) {
      this.timers.push(
        setInterval(() => this.sendBookmark(), bookmarkEveryMs).unref(),
      );
    }
    // A watch that names no timeout gets 30 to 60 minutes, as a real one does.
    const seconds = query.timeoutSeconds ?? 1800 * (1 + Math.random());
    this.timers.push(setTimeout(() => this.finish(), seconds * 1000).unref());
  }

  /** Opens the watch only to end it with an ERROR event. */
  startWithError(status: Status): void {
    this.open();
    this.sendError(status);
  }

  /** Ends the watch in good order: last bookmark, then the end of the body. */
  finish(): void {
    if (this.ended) return;
    if (this.options.query.allowWatchBookmarks) this.sendBookmark();
    this.release();
    if (!this.withheld) this.response.end();
  }

  /** Ends the watch without a word, in the middle of the body. */
  cut(): void {
    this.release();
    this.response.destroy();
  }

  /** Cuts the next event in half, or leaves it out without a trace. */
  spoilNext(how: 'garble' | 'hide'): void {
    this.spoiled = how;
  }

  stopBookmarks(): void {
    this.bookmarks = false;
  }

  /** Sends nothing any more, and does not end either. */
  withhold(): void {
    this.withheld = true;
  }

  private open(): void {
    this.response.writeHead(200, { 'Content-Type': 'application/json' });
    this.response.flushHeaders();
    this.response.on('close', () => this.release());
  }

  /** Ends the watch with an ERROR event. */
  sendError(status: Status): void {
    this.send(`{"type":"ERROR","object":${JSON.stringify(status)}}`);
    this.release();
    if (!this.withheld) this.response.end();
  }

  /** The revision to resume from; 0 for a watch that starts with what is there. */
  private resumeFrom(): number {
    const { resourceVersion } = this.options.query;
    if (!resourceVersion) return 0;
    if (/^\d+$/.test(resourceVersion)) return Number(resourceVersion);
    // a plain error inside the real server, which it reports as its own fault
    const shown = JSON.stringify(resourceVersion);
    throw new ApiError(
      500,
      '',
      `resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`,
    );
  }

  /** Whether the past could be sent; if not, the watch has ended with an ERROR event. */
  private sendPast(from: number): boolean {
    const { store, query } = this.options;
    const fresh = from === 0;
    if (query.sendInitialEvents ?? fresh) {
      for (const object of store.list(this.type)) {
        if (query.matches(object)) this.sendObject('ADDED', object);
      }
      if (query.sendInitialEvents && query.allowWatchBookmarks) {
        this.sendBookmark({ 'k8s.io/initial-events-end': 'true' });
      }
      return true;
    }
    if (fresh) return true;
    const past = store.eventsSince(this.type, from);
    if (!past) {
      const oldest = store.oldestRevision;
      this.sendError(
        expired(`too old resource version: ${from} (${oldest})`).status,
      );
      return false;
    }
    past.forEach(event => this.sendChange(event));
    return true;
  }

  /** A change that brings an object into the selection is its addition, one that takes it out its removal. */
  private sendChange({ type, object, previous }: StoreEvent): void {
    const { matches } = this.options.query;
    const before = previous !== undefined && matches(previous);
    const now = type !== 'DELETED' && matches(object);
    if (before && now) this.sendObject('MODIFIED', object);
    else if (now) this.sendObject('ADDED', object);
    else if (before) {
      this.sendObject('DELETED', {
        ...previous,
        metadata: {
          ...previous.metadata,
          resourceVersion: object.metadata.resourceVersion,
        },
      });
    }
  }

  private sendObject(type: string, object: KubeObject): void {
    const json = objectJson(this.type, object, this.options.version);
    const line = `{"type":"${type}","object":${json}}`;
    const { spoiled } = this;
    this.spoiled = undefined;
    if (spoiled === 'garble') this.send(line.slice(0, line.length / 2));
    else if (spoiled !== 'hide') this.send(line);
  }

  private sendBookmark(annotations?: Record<string, string>): void {
    if (!this.bookmarks) return;
    const object = {
      kind: this.type.kind,
      apiVersion: apiVersionOf(this.type, this.options.version),
      metadata: {
        resourceVersion: String(this.options.store.resourceVersion),
        creationTimestamp: null,
        ...(annotations && { annotations }),
      },
    };
    this.send(JSON.stringify({ type: 'BOOKMARK', object }));
  }

  private send(line: string): void {
    if (this.ended || this.withheld) return;
    this.response.write(`${line}\n`);
    if (this.response.writableLength > MAX_BUFFERED_BYTES) this.cut();
  }

  private release(): void {
    this.ended = true;
    this.stopListening?.();
    this.timers.forEach(clearTimeout);
  }
}
