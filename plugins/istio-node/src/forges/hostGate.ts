/** Longer than this nobody waits here: whoever asks is told for how long. */
const MAX_WAIT_MS = 60_000;

/** A host that asks for longer is asked again after this: no header is for ever. */
const MAX_CLOSED_MS = 60 * 60_000;

/**
 * Requests under way to one host, as many as a browser has. A forge that gets
 * fifty proposals at once would answer none of them in time, and do in vain
 * what nobody waits for any more; GitHub asks for turns too ("Best practices
 * for using the REST API", avoid concurrent requests).
 */
const AT_ONCE = 6;

/** Reads `Retry-After`, in seconds or as a date, into milliseconds from now. @internal */
export function retryAfterMs(
  header: string | null,
  now: number,
): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(header) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/**
 * Holds back every request to one host while the host asks to wait, so that
 * other tasks do not run into the same limit, and while many are under way.
 *
 * @internal
 */
export class HostGate {
  #openAt = 0;
  #underWay = 0;
  readonly #queue: Array<() => void> = [];

  constructor(
    private readonly clock: () => number = Date.now,
    private readonly sleep: (ms: number) => Promise<void> = ms =>
      new Promise(resolve => {
        setTimeout(resolve, ms);
      }),
  ) {}

  close(waitMs: number): void {
    const closed = Math.min(waitMs, MAX_CLOSED_MS);
    this.#openAt = Math.max(this.#openAt, this.clock() + closed);
  }

  /**
   * Waits until the host may be asked, also when it asks for more meanwhile.
   * Answers with the milliseconds that are too long to wait here.
   */
  async pass(): Promise<number | undefined> {
    for (;;) {
      const wait = this.#openAt - this.clock();
      if (wait <= 0) return undefined;
      if (wait > MAX_WAIT_MS) return wait;
      await this.sleep(wait);
    }
  }

  /** Runs a request when its turn has come. */
  async inTurn<T>(request: () => Promise<T>): Promise<T> {
    if (this.#underWay < AT_ONCE) this.#underWay += 1;
    // Whoever ends hands on their place.
    else await new Promise<void>(resolve => this.#queue.push(resolve));
    try {
      return await request();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }
}

const gates = new Map<string, HostGate>();

/** The gate of a host in this process. @internal */
export function gateOf(host: string): HostGate {
  let gate = gates.get(host);
  if (!gate) gates.set(host, (gate = new HostGate()));
  return gate;
}
