import { Cell } from './Cell';
import type { Computation } from './Computation';
import { Graph } from './Graph';
import { OnceResults } from './Results';
import { Subject } from './Subject';

/** A number that somebody outside sets. */
class Input extends Cell {
  gone = 0;
  constructor(readonly graph: Graph<World>, private number: number) {
    super();
  }
  get value(): number {
    this.graph.noteRead(this);
    return this.number;
  }
  set(value: number): void {
    this.number = value;
    this.graph.changed(this);
  }
  override abandoned(): void {
    this.gone += 1;
  }
}

class Thing extends Subject {
  constructor(readonly name: string) {
    super();
  }
}

class World {
  readonly graph = new Graph<World>();
  readonly a = new Input(this.graph, 1);
  readonly b = new Input(this.graph, 10);
  readonly log: string[] = [];
  fails = false;
  memo<TInput, TValue>(
    rule: (world: World, input: TInput) => TValue,
    input: TInput,
  ): TValue {
    return this.graph.memo(rule, this, input);
  }
}

/** Whether a is odd: changes less often than a. */
function odd(world: World, _: undefined): boolean {
  world.log.push('odd');
  return world.a.value % 2 === 1;
}

function double(world: World, factor: number): number[] {
  world.log.push(`double ${factor}`);
  return [world.a.value * factor];
}

/** Reads both, by two ways to a. */
function sum(world: World, _: undefined): number {
  world.log.push('sum');
  return world.memo(double, 2)[0] + world.a.value + world.b.value;
}

/** Reads b only while a is odd. */
function choice(world: World, _: undefined): string {
  world.log.push('choice');
  return world.memo(odd, undefined) ? `b ${world.b.value}` : 'even';
}

function watched<TInput>(
  world: World,
  rule: (world: World, input: TInput) => unknown,
  input: TInput,
) {
  const seen: unknown[] = [];
  const found = world.graph.computation(rule, world, input);
  let before = found.value;
  world.graph.observe(found, changed => {
    seen.push([before, changed.value]);
    before = changed.value;
  });
  return { found, seen };
}

function settled(world: World): string[] {
  world.graph.stabilise();
  return world.log.splice(0);
}

describe('Graph', () => {
  it('works a result out once, whoever asks', () => {
    const world = new World();
    expect(world.memo(sum, undefined)).toBe(13);
    expect(world.memo(sum, undefined)).toBe(13);
    expect(world.memo(double, 2)).toBe(world.memo(double, 2));
    expect(world.memo(double, 3)).toEqual([3]);
    expect(world.log).toEqual(['sum', 'double 2', 'double 3']);
    expect(world.graph.runs).toBe(3);
    expect(world.graph.isRunning).toBe(false);
  });

  it('runs what rests on a change, each once and after what it rests on', () => {
    const world = new World();
    const { seen } = watched(world, sum, undefined);
    settled(world);
    world.a.set(2);
    expect(settled(world)).toEqual(['double 2', 'sum']);
    world.b.set(20);
    expect(settled(world)).toEqual(['sum']);
    expect(settled(world)).toEqual([]);
    expect(seen).toEqual([
      [13, 16],
      [16, 26],
    ]);
  });

  it('stops where a result says the same', () => {
    const world = new World();
    const { seen } = watched(world, choice, undefined);
    settled(world);
    world.a.set(3);
    expect(settled(world)).toEqual(['odd']);
    expect(seen).toEqual([]);
    world.a.set(4);
    expect(settled(world)).toEqual(['odd', 'choice']);
    // What is not read any more makes nothing run.
    world.b.set(11);
    expect(settled(world)).toEqual([]);
    expect(world.b.gone).toBe(1);
    world.a.set(5);
    expect(settled(world)).toEqual(['odd', 'choice']);
    expect(seen).toEqual([
      ['b 10', 'even'],
      ['even', 'b 11'],
    ]);
  });

  it('is up to date for whoever asks before it is settled', () => {
    const world = new World();
    const { seen } = watched(world, choice, undefined);
    settled(world);
    world.b.set(12);
    expect(world.memo(choice, undefined)).toBe('b 12');
    expect(seen).toEqual([['b 10', 'b 12']]);
    expect(settled(world)).toEqual(['choice']);
  });

  it('drops what nobody reads, with what it read, and works it out anew', () => {
    const world = new World();
    world.memo(sum, undefined);
    settled(world);
    expect([world.a.gone, world.b.gone]).toEqual([1, 1]);
    expect(world.a.isRead).toBe(false);
    world.a.set(7);
    expect(settled(world)).toEqual([]);
    expect(world.memo(sum, undefined)).toBe(31);
    expect(world.log.splice(0)).toEqual(['sum', 'double 2']);
  });

  it('keeps what is observed until it is let go', () => {
    const world = new World();
    const { found, seen } = watched(world, sum, undefined);
    expect(found.isObserved).toBe(true);
    settled(world);
    expect(world.a.dependents).toHaveLength(2);
    world.graph.release(found);
    expect(found.isObserved).toBe(false);
    settled(world);
    expect(world.a.isRead).toBe(false);
    world.a.set(9);
    expect(settled(world)).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('keeps what another one reads', () => {
    const world = new World();
    const { found } = watched(world, sum, undefined);
    const other = watched(world, double, 2);
    settled(world);
    world.graph.release(found);
    settled(world);
    world.a.set(5);
    expect(settled(world)).toEqual(['double 2']);
    expect(other.seen).toEqual([[[2], [10]]]);
  });

  it('does not run what is dropped before its turn', () => {
    const world = new World();
    const { found } = watched(world, sum, undefined);
    settled(world);
    world.graph.release(found);
    world.a.set(2);
    expect(settled(world)).not.toContain('sum');
  });

  it('tries again after a failure, and holds nothing of a first one', () => {
    const world = new World();
    function fails(one: World, _: undefined): number {
      if (one.fails) throw new Error('no');
      return one.a.value;
    }
    world.fails = true;
    expect(() => world.memo(fails, undefined)).toThrow('no');
    expect(world.graph.isRunning).toBe(false);
    world.fails = false;
    expect(world.memo(fails, undefined)).toBe(1);
    watched(world, fails, undefined);
    world.fails = true;
    world.a.set(2);
    expect(() => world.graph.stabilise()).toThrow('no');
    world.fails = false;
    expect(world.memo(fails, undefined)).toBe(2);
    world.graph.stabilise();
    expect(world.memo(fails, undefined)).toBe(2);
  });

  it('says which rule rests on itself', () => {
    const world = new World();
    function round(one: World, _: undefined): number {
      return one.memo(round, undefined) + 1;
    }
    expect(() => world.memo(round, undefined)).toThrow('round rests on itself');
  });

  it('runs again for a change that is made while it runs, once it has read it', () => {
    const world = new World();
    let before = false;
    function moving(one: World, _: undefined): number {
      if (before) one.a.set(8);
      const read = one.a.value;
      if (read === 5) one.a.set(6);
      return read;
    }
    const { found } = watched(world, moving, undefined);
    world.graph.stabilise();
    const { runs } = world.graph;
    world.a.set(5);
    world.graph.stabilise();
    expect(found.value).toBe(6);
    expect(world.graph.runs).toBe(runs + 2);
    // What it has yet to read it will see.
    before = true;
    world.a.set(7);
    world.graph.stabilise();
    expect(found.value).toBe(8);
    expect(world.graph.runs).toBe(runs + 3);
  });

  it('keeps results of a thing with the thing, each rule apart', () => {
    const world = new World();
    const name = (one: World, thing: Thing) => `${thing.name} ${one.a.value}`;
    const length = (one: World, thing: Thing) => one.memo(name, thing).length;
    const rules = Array.from(
      { length: 9 },
      (_, at) => (one: World, thing: Thing) => `${at} ${one.memo(name, thing)}`,
    );
    const [x, y] = [new Thing('x'), new Thing('yy')];
    expect(world.memo(name, x)).toBe('x 1');
    expect(world.memo(length, y)).toBe(4);
    expect(rules.map(rule => world.memo(rule, y))).toEqual(
      rules.map((_, at) => `${at} yy 1`),
    );
    const { runs } = world.graph;
    expect(world.memo(name, y)).toBe('yy 1');
    expect(rules.map(rule => world.memo(rule, y)[0])).toEqual([...'012345678']);
    expect(world.graph.runs).toBe(runs);
    // Nobody reads them: they go, and come back.
    world.graph.stabilise();
    expect(world.a.isRead).toBe(false);
    expect(world.memo(name, x)).toBe('x 1');
    expect(world.graph.runs).toBe(runs + 1);
  });

  it('holds lists that nobody can go on filling', () => {
    const world = new World();
    const list = [1, 2];
    const rule = (_one: World, _: undefined) => list;
    const held = world.memo(rule, undefined);
    list.push(3);
    expect(held).toEqual([1, 2]);
    expect(world.memo((_one: World, _: undefined) => [], undefined)).toEqual(
      [],
    );
  });

  it('notes nothing while nothing runs', () => {
    const world = new World();
    expect(world.a.value).toBe(1);
    expect(world.a.isRead).toBe(false);
  });
});

describe('Cell', () => {
  const reader = () => ({} as Computation);

  it.each([1, 2, 3, 31, 32, 33, 40])('knows its %d readers', count => {
    const cell = new Cell();
    const readers = Array.from({ length: count }, reader);
    expect([cell.isRead, cell.dependents]).toEqual([false, []]);
    for (const one of readers) cell.addDependent(one);
    expect(new Set(cell.dependents)).toEqual(new Set(readers));
    expect(cell.dependents).toHaveLength(count);
    cell.removeDependent(reader());
    for (const [at, one] of readers.entries()) {
      expect(cell.isRead).toBe(true);
      cell.removeDependent(one);
      expect(cell.dependents).toHaveLength(count - at - 1);
      expect(cell.dependents).not.toContain(one);
    }
    expect(cell.isRead).toBe(false);
    expect(cell.height).toBe(0);
  });
});

describe('results of an assessment from scratch', () => {
  it('are worked out once for each rule and argument', () => {
    const results = new OnceResults<{ base: number }>();
    const ran: number[] = [];
    const plus = ({ base }: { base: number }, more: number) => {
      ran.push(more);
      return base + more;
    };
    const times = ({ base }: { base: number }, more: number) => base * more;
    const context = { base: 10 };
    const nothing = (_: unknown, more: number) => {
      ran.push(more);
    };
    expect(results.memo(plus, context, 1)).toBe(11);
    expect(results.memo(plus, context, 1)).toBe(11);
    expect(results.memo(plus, context, 2)).toBe(12);
    expect(results.memo(times, context, 2)).toBe(20);
    results.memo(nothing, context, 3);
    results.memo(nothing, context, 3);
    expect(ran).toEqual([1, 2, 3]);
  });
});
