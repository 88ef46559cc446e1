type Has = (character: string) => boolean;

/** One thing that a pattern can do at a place. @internal */
export type PatternNode =
  | { kind: 'take'; has: Has }
  | { kind: 'empty' | 'start' | 'end' }
  | { kind: 'both' | 'either'; nodes: PatternNode[] }
  | { kind: 'repeat'; node: PatternNode; min: number; max: number };

/** The pattern is none of Go, or one that is not read here. @internal */
export class Unreadable extends Error {}

const SETS: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  D: /[^0-9]/,
  s: /[\t\n\f\r ]/,
  S: /[^\t\n\f\r ]/,
  w: /[0-9A-Za-z_]/,
  W: /[^0-9A-Za-z_]/,
};
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
/** As in Go. */
const MAX_REPEAT = 1000;
const COUNTS = /\{(\d+)(,(\d*))?\}/y;
const HEX = /([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\}/y;

function codeOf(character: string): number {
  return character.codePointAt(0) ?? -1;
}

function same(code: number): Has {
  return one => codeOf(one) === code;
}

/**
 * Reads the regular expressions of Go, as far as rules for files and the
 * patterns of definitions need them. Source: regexp/syntax of Go, parse.go.
 *
 * @internal
 */
export class PatternReader {
  #at = 0;

  constructor(private readonly pattern: string) {}

  read(): PatternNode {
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

  #either(): PatternNode {
    const nodes = [this.#both()];
    while (this.#skip('|')) nodes.push(this.#both());
    return nodes.length === 1 ? nodes[0] : { kind: 'either', nodes };
  }

  #both(): PatternNode {
    const nodes: PatternNode[] = [];
    while (this.#next !== undefined && !'|)'.includes(this.#next)) {
      nodes.push(this.#repeated(this.#one()));
    }
    return { kind: 'both', nodes };
  }

  #repeated(node: PatternNode): PatternNode {
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
    COUNTS.lastIndex = this.#at;
    const rest = COUNTS.exec(this.pattern);
    if (!rest) return undefined;
    this.#at += rest[0].length;
    const min = Number(rest[1]);
    const upper = rest[3] ? Number(rest[3]) : Infinity;
    const max = rest[2] ? upper : min;
    const most = max === Infinity ? min : max;
    if (most > MAX_REPEAT || min > max) throw new Unreadable();
    return [min, max];
  }

  #one(): PatternNode {
    if (this.#skip('(')) return this.#group();
    if (this.#skip('[')) return this.#class();
    if (this.#skip('^')) return { kind: 'start' };
    if (this.#skip('$')) return { kind: 'end' };
    if (this.#skip('.')) return { kind: 'take', has: one => one !== '\n' };
    if (this.#skip('\\A')) return { kind: 'start' };
    if (this.#skip('\\z')) return { kind: 'end' };
    // Nothing is there to be repeated, or what is there is repeated already.
    if (this.#counts()) throw new Unreadable();
    return { kind: 'take', has: this.#set() ?? same(this.#character()) };
  }

  #group(): PatternNode {
    if (this.#skip('?') && !this.#skip(':')) throw new Unreadable();
    const node = this.#either();
    if (!this.#skip(')')) throw new Unreadable();
    return node;
  }

  #class(): PatternNode {
    const negated = this.#skip('^');
    const members: Has[] = [];
    do {
      members.push(this.#member());
    } while (this.#next !== ']');
    this.#at += 1;
    return {
      kind: 'take',
      has: one => members.some(has => has(one)) !== negated,
    };
  }

  #member(): Has {
    if (this.#next === undefined || this.#next === '[') throw new Unreadable();
    const set = this.#set();
    if (set) return set;
    const from = this.#character();
    const last = this.pattern[this.#at + 1];
    if (this.#next !== '-' || last === undefined || last === ']') {
      return same(from);
    }
    this.#at += 1;
    const to = this.#character();
    if (from > to) throw new Unreadable();
    return one => from <= codeOf(one) && codeOf(one) <= to;
  }

  /** Characters that have a name, as `\d`. */
  #set(): Has | undefined {
    if (this.#next !== '\\') return undefined;
    const name = this.pattern[this.#at + 1] ?? '';
    if (!Object.hasOwn(SETS, name)) return undefined;
    this.#at += 2;
    return one => SETS[name].test(one);
  }

  /** The code of one character, which a backslash may write. */
  #character(): number {
    const code = this.pattern.codePointAt(this.#at);
    if (code === undefined) throw new Unreadable();
    const first = String.fromCodePoint(code);
    this.#at += first.length;
    return first === '\\' ? this.#escaped() : code;
  }

  #escaped(): number {
    if (this.#skip('x')) return this.#hex();
    const escaped = this.#next;
    this.#at += 1;
    if (escaped === undefined) throw new Unreadable();
    if (Object.hasOwn(CONTROLS, escaped)) return codeOf(CONTROLS[escaped]);
    // Of letters and digits each would have a meaning of its own.
    if (!/[!-/:-@[-`{-~ ]/.test(escaped)) throw new Unreadable();
    return codeOf(escaped);
  }

  #hex(): number {
    HEX.lastIndex = this.#at;
    const digits = HEX.exec(this.pattern);
    if (!digits) throw new Unreadable();
    this.#at += digits[0].length;
    const code = Number.parseInt(digits[1] ?? digits[2], 16);
    if (code > 0x10ffff) throw new Unreadable();
    return code;
  }
}
