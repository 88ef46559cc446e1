/**
 * Whether something holds for the requests in question: for none of them, for
 * all of them, or (also when it is not known) for some.
 */
export type Chance = 'never' | 'sometimes' | 'always';

/** Whether all conditions hold together. */
export function allOf(chances: Iterable<Chance>): Chance {
  let all: Chance = 'always';
  for (const chance of chances) {
    if (chance === 'never') return 'never';
    if (chance === 'sometimes') all = 'sometimes';
  }
  return all;
}

/** Whether one of the conditions holds. */
export function anyOf(chances: Iterable<Chance>): Chance {
  let any: Chance = 'never';
  for (const chance of chances) {
    if (chance === 'always') return 'always';
    if (chance === 'sometimes') any = 'sometimes';
  }
  return any;
}

const OPPOSITE: Readonly<Record<Chance, Chance>> = {
  never: 'always',
  sometimes: 'sometimes',
  always: 'never',
};

/** Whether a condition does not hold. */
export function not(chance: Chance): Chance {
  return OPPOSITE[chance];
}
