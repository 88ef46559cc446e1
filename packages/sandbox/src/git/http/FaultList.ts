import { HttpAnswer } from './HttpAnswer';

/** Something that goes wrong with the next requests it fits. @public */
export interface ForgeFault {
  /** Any when absent. */
  method?: string;
  /** Held against the path with its query; any when absent. */
  path?: RegExp;
  /** Instead of acting, or after having acted: then only the answer is lost. */
  when: 'before' | 'after';
  /** What the caller gets; `cut` ends the connection with no answer. */
  answer:
    | { status: number; headers?: Record<string, string>; body?: string }
    | 'cut';
  /** How many requests it spoils; default 1. */
  times?: number;
}

/**
 * What is to go wrong, for tests of those who call the forge.
 *
 * @internal
 */
export class FaultList {
  readonly #faults = new Set<ForgeFault & { left: number }>();

  /** Adds a fault; returns how to take it away early. */
  add(fault: ForgeFault): () => void {
    const entry = { ...fault, left: fault.times ?? 1 };
    this.#faults.add(entry);
    return () => this.#faults.delete(entry);
  }

  clear(): void {
    this.#faults.clear();
  }

  /** The fault for a request, counted as used. */
  take(
    when: ForgeFault['when'],
    method: string,
    path: string,
  ): HttpAnswer | 'cut' | undefined {
    for (const fault of this.#faults) {
      const fits =
        fault.when === when &&
        (fault.method ?? method) === method &&
        (fault.path?.test(path) ?? true);
      if (!fits) continue;
      fault.left -= 1;
      if (fault.left <= 0) this.#faults.delete(fault);
      return fault.answer;
    }
    return undefined;
  }
}
