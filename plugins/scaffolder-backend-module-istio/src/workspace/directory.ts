import type { z as zod } from 'zod/v3';

/** Where a change stands in the workspace unless a step says otherwise. @internal */
export const DEFAULT_DIRECTORY = 'istio';

/** The input field that every action shares. @internal */
export const directoryInput = (z: typeof zod) =>
  z
    .string()
    .optional()
    .describe(`Folder in the workspace; ${DEFAULT_DIRECTORY} by default`);
