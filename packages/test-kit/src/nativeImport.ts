import { join } from 'node:path';

// jest runs tests in a context of its own that cannot import ES modules; what
// Node's own `require` loads runs outside of it and can.
const { createRequire } = process.getBuiltinModule('node:module');
const nodeRequire = createRequire(__filename);

/** Imports an ES module as Node does, jest or not. */
export const nativeImport: (specifier: string) => Promise<object> = nodeRequire(
  join(__dirname, 'nativeImport.cjs'),
);
