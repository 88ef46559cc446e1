import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect: () => void = vm.runInNewContext('gc');

function used(): number {
  // Twice, because finalisers of the first pass free more.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Megabytes (10⁶ bytes) of heap that the result keeps alive. */
export function retained<T>(make: () => T): { value: T; megabytes: number } {
  const before = used();
  const value = make();
  return { value, megabytes: (used() - before) / 1e6 };
}
