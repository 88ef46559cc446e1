/** The parts that say something: a form keeps no empty ones. */
export function withoutBlanks<T extends object>(parts: T): Partial<T> {
  // Only keys of the same object remain.
  return Object.fromEntries(
    Object.entries(parts).filter(([, part]) => Boolean(part)),
  ) as Partial<T>;
}
