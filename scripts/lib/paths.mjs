import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What these scripts keep between runs; safe to delete. */
export const CACHE = path.join(ROOT, '.cache');

/** The yarn that is committed, so that everyone has the same. */
export const YARN = path.join(ROOT, '.yarn/releases/yarn-4.13.0.cjs');
