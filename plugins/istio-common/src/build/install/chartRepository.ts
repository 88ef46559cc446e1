import { z } from 'zod';

/** Address of a repository of charts, never with credentials. @internal */
export function chartRepository(usual: string) {
  return z
    .string()
    .max(500, 'is too long, at most 500 characters')
    .regex(
      /^(https|oci):\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*\/?$/,
      'is not a repository of charts, write it as https://… or oci://… without credentials',
    )
    .default(usual)
    .describe('Where the charts are; oci://… for a registry');
}
