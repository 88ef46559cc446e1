import { z } from 'zod';
import { dnsLabel, portField } from '../intentFields';

/** A Service of the namespace and one of its ports. @internal */
export const serviceField = z.strictObject({
  name: dnsLabel('the Service').describe(
    'Kubernetes Service that answers, in `namespace`',
  ),
  port: portField('the Service').describe(
    'Port of the Service, not of the container',
  ),
});

const route = z.strictObject({
  path: z
    .string()
    .max(1024, 'is too long, at most 1024 characters')
    .regex(
      /^\/[^\s?#]*$/,
      'is not a path, start it with "/" and leave out white space, "?" and "#"',
    )
    .describe('Path that reaches the service'),
  type: z
    .enum(['prefix', 'exact'], { error: 'is not known, use prefix or exact' })
    .default('prefix')
    .describe('prefix matches everything that begins with the path'),
  service: serviceField
    .optional()
    .describe('Service that answers this path; that of the intent by default'),
});

/** The paths of an exposure. @internal */
export const routesField = z
  .array(route)
  .min(1, 'is empty, give at least one path')
  .max(50, 'has too many entries, at most 50')
  .check(ctx => {
    const seen = new Set<string>();
    ctx.value.forEach((item, index) => {
      const key = `${item.type} ${item.path}`;
      if (seen.has(key)) {
        ctx.issues.push({
          code: 'custom',
          path: [index],
          message: `repeats ${key}, remove it`,
          input: item,
        });
      }
      seen.add(key);
    });
  })
  .default([{ path: '/', type: 'prefix' }])
  .describe('Paths that reach the service; everything when left out');
