import { z } from 'zod';
import { durationSeconds } from '../goDuration';

const duration = z
  .string()
  .refine(text => durationSeconds(text) !== undefined, {
    message: 'is not a duration, write it as 72h or 1h30m',
  });

const CERTIFICATE_DEFAULTS = {
  duration: '72h',
  renewBefore: '24h',
  privateKey: { algorithm: 'RSA', size: 2048 },
} as const;

const privateKey = z
  .strictObject({
    algorithm: z
      .enum(['RSA', 'ECDSA'], { error: 'is not known, use RSA or ECDSA' })
      .describe('Algorithm of the private key'),
    size: z.int().describe('2048, 3072 or 4096 for RSA; 256 or 384 for ECDSA'),
  })
  .check(ctx => {
    const { algorithm, size } = ctx.value;
    const sizes = algorithm === 'RSA' ? [2048, 3072, 4096] : [256, 384];
    if (!sizes.includes(size)) {
      ctx.issues.push({
        code: 'custom',
        path: ['size'],
        message: `is not a size of ${algorithm}, use ${sizes.join(', ')}`,
        input: size,
      });
    }
  })
  .default(CERTIFICATE_DEFAULTS.privateKey)
  .describe('Private key; a new one is made at every renewal');

/** What people may choose of a server certificate. @internal */
export const certificateSchema = z
  .strictObject({
    duration: duration
      .default(CERTIFICATE_DEFAULTS.duration)
      .describe('Lifetime to ask for; at least 1h'),
    renewBefore: duration
      .default(CERTIFICATE_DEFAULTS.renewBefore)
      .describe('How long before its end it is renewed; at least 5m'),
    privateKey,
  })
  .check(ctx => {
    const lifetime = durationSeconds(ctx.value.duration);
    const before = durationSeconds(ctx.value.renewBefore);
    // What is no duration has its own message already.
    if (lifetime === undefined || before === undefined) return;
    const refuse = (field: string, message: string) =>
      ctx.issues.push({
        code: 'custom',
        path: [field],
        message,
        input: ctx.value,
      });
    // The bounds of cert-manager's own validation (MinimumCertificateDuration,
    // MinimumRenewBefore).
    if (lifetime < 3600) refuse('duration', 'is below 1h, use 1h or more');
    if (before < 300) refuse('renewBefore', 'is below 5m, use 5m or more');
    if (before >= lifetime) {
      refuse(
        'renewBefore',
        'is not shorter than duration, so it would be renewed all the time; use a third of duration',
      );
    }
  })
  .default(CERTIFICATE_DEFAULTS)
  .describe('The server certificate');
