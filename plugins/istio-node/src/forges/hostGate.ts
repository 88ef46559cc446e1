const MAX_WAIT_MS = 60_000;

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
    this.#openAt = Math.max(this.#openAt, this.clock() + waitMs);
  }

  /** Milliseconds to wait, when that is too long to wait here. */
  tooLong(): number | undefined {
    const wait = this.#openAt - this.clock();
    return wait > MAX_WAIT_MS ? wait : undefined;
  }

  async pass(): Promise<void> {
    const wait = this.#openAt - this.clock();
    if (wait > 0) await this.sleep(wait);
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
