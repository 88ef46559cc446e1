/** One thing that a pattern can do at a place. */
type Node =
  | { kind: 'take'; has(character: string): boolean }
  | { kind: 'empty' | 'start' | 'end' }
  | { kind: 'both' | 'either'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number };

class Unreadable extends Error {}

const SETS: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  D: /[^0-9]/,
  s: /[\t\n\f\r ]/,
  S: /[^\t\n\f\r ]/,
  w: /[0-9A-Za-z_]/,
  W: /[^0-9A-Za-z_]/,
};
const MAX_REPEAT = 50;
const MAX_LENGTH = 1000;
const MAX_STATES = 5000;

/** Reads the regular expressions of Go, as far as rules for files need them. */
class Reader {
  #at = 0;

  constructor(private readonly pattern: string) {}

  read(): Node {
    const node = this.#either();
    if (this.#at < this.pattern.length) throw new Unreadable();
    return node;
  }

  get #next(): string | undefined {
    return this.pattern[this.#at];
  }

  #skip(text: string): boolean {
    if (!this.pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #either(): Node {
    const nodes = [this.#both()];
    while (this.#skip('|')) nodes.push(this.#both());
    return nodes.length === 1 ? nodes[0] : { kind: 'either', nodes };
  }

  #both(): Node {
    const nodes: Node[] = [];
    while (this.#next !== undefined && !'|)'.includes(this.#next)) {
      nodes.push(this.#repeated(this.#one()));
    }
    return { kind: 'both', nodes };
  }

  #repeated(node: Node): Node {
    const counts = this.#counts();
    if (!counts) return node;
    // As few as possible or as many: all the same to whether it matches.
    this.#skip('?');
    const [min, max] = counts;
    return { kind: 'repeat', node, min, max };
  }

  #counts(): [number, number] | undefined {
    if (this.#skip('*')) return [0, Infinity];
    if (this.#skip('+')) return [1, Infinity];
    if (this.#skip('?')) return [0, 1];
    const rest = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(
      this.pattern.slice(this.#at, this.#at + 10),
    );
    if (!rest) return undefined;
    this.#at += rest[0].length;
    const min = Number(rest[1]);
    const upper = rest[3] ? Number(rest[3]) : Infinity;
    const max = rest[2] ? upper : min;
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) {
      throw new Unreadable();
    }
    return [min, max];
  }

  #one(): Node {
    if (this.#skip('(')) return this.#group();
    if (this.#skip('[')) return this.#class();
    if (this.#skip('^')) return { kind: 'start' };
    if (this.#skip('$')) return { kind: 'end' };
    if (this.#skip('.')) return { kind: 'take', has: one => one !== '\n' };
    if ('*+?'.includes(this.#next ?? '')) throw new Unreadable();
    const has = this.#character();
    return { kind: 'take', has };
  }

  #group(): Node {
    if (this.#skip('?') && !this.#skip(':')) throw new Unreadable();
    const node = this.#either();
    if (!this.#skip(')')) throw new Unreadable();
    return node;
  }

  #class(): Node {
    const negated = this.#skip('^');
    const members: Array<(character: string) => boolean> = [];
    do {
      members.push(this.#member());
    } while (this.#next !== ']');
    this.#at += 1;
    return {
      kind: 'take',
      has: one => members.some(has => has(one)) !== negated,
    };
  }

  #member(): (character: string) => boolean {
    if (this.#next === undefined || this.#next === '[') throw new Unreadable();
    const from = this.#next;
    const has = this.#character();
    const isRange =
      from !== '\\' &&
      this.#next === '-' &&
      !']\\'.includes(this.pattern[this.#at + 1] ?? ']');
    if (!isRange) return has;
    const to = this.pattern[this.#at + 1];
    this.#at += 2;
    return one => from <= one && one <= to;
  }

  #character(): (character: string) => boolean {
    const first = this.#next;
    this.#at += 1;
    if (first !== '\\') return one => one === first;
    const escaped = this.#next;
    this.#at += 1;
    if (escaped === undefined) throw new Unreadable();
    if (Object.hasOwn(SETS, escaped)) return one => SETS[escaped].test(one);
    if (/[0-9A-Za-z]/.test(escaped)) throw new Unreadable();
    return one => one === escaped;
  }
}

/** What a machine does in one of its states. */
interface State {
  has?(character: string): boolean;
  assert?: 'start' | 'end';
  /** States that come next. */
  next: number[];
}

/** Builds states from the end, so that each knows what comes after it. */
function build(states: State[], node: Node, after: number): number {
  const add = (state: State) => {
    if (states.length >= MAX_STATES) throw new Unreadable();
    return states.push(state) - 1;
  };
  switch (node.kind) {
    case 'take':
      return add({ has: node.has, next: [after] });
    case 'start':
    case 'end':
      return add({ assert: node.kind, next: [after] });
    case 'both':
      return node.nodes.reduceRight(
        (next, one) => build(states, one, next),
        after,
      );
    case 'either':
      return add({ next: node.nodes.map(one => build(states, one, after)) });
    case 'repeat': {
      let entry = after;
      if (node.max === Infinity) {
        const loop = add({ next: [after] });
        states[loop].next.push(build(states, node.node, loop));
        entry = loop;
      } else {
        for (let i = node.min; i < node.max; i++) {
          entry = add({ next: [after, build(states, node.node, entry)] });
        }
      }
      for (let i = 0; i < node.min; i++) {
        entry = build(states, node.node, entry);
      }
      return entry;
    }
    default:
      return after;
  }
}

/** The states that are reached without taking a character. */
function closure(
  states: readonly State[],
  from: Iterable<number>,
  at: { start: boolean; end: boolean },
): Set<number> {
  const reached = new Set<number>();
  const queue = [...from];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    const { has, assert, next } = states[one];
    if (!has && (!assert || at[assert])) queue.push(...next);
  }
  return reached;
}

/**
 * A test of texts for a regular expression as Go has them (RE2), in time
 * proportional to the length of the text: no expression of a repository can
 * hold up this process. Undefined for one that it does not read.
 *
 * @internal
 */
export function linearRegExp(
  pattern: string,
): ((text: string) => boolean) | undefined {
  if (pattern.length > MAX_LENGTH) return undefined;
  const states: State[] = [{ next: [] }];
  let first: number;
  try {
    first = build(states, new Reader(pattern).read(), 0);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
  return text => {
    const characters = [...text];
    let now = new Set<number>();
    for (let i = 0; i <= characters.length; i++) {
      const at = { start: i === 0, end: i === characters.length };
      now = closure(states, [...now, first], at);
      if (now.has(0)) return true;
      const next = new Set<number>();
      for (const one of now) {
        const { has, next: after } = states[one];
        if (i < characters.length && has?.(characters[i]))
          for (const state of after) next.add(state);
      }
      now = next;
    }
    return false;
  };
}
