import { z } from 'zod';
import { objectName } from '../intentFields';
import { acmeSolverField } from './acmeSolverField';

/** An ACME server and how it is shown that a name is ours. @internal */
export const acmeField = z
  .strictObject({
    server: z
      .string()
      .max(2048, 'is too long, at most 2048 characters')
      .regex(
        /^https:\/\/[^\s/?#@]+[^\s?#]*$/,
        'is not an https URL, correct it',
      )
      .default('https://acme-v02.api.letsencrypt.org/directory')
      .describe('Directory of the ACME server'),
    email: z
      .string()
      .max(254, 'is too long, at most 254 characters')
      .regex(
        /^[^\s@<>,;"]+@[^\s@<>,;"]+$/,
        'is not an e-mail address, correct it',
      )
      .describe('Contact of the account at the ACME server'),
    privateKeySecret: objectName
      .optional()
      .describe(
        'Secret for the key of the account, which cert-manager makes; `name` and "-account-key" by default',
      ),
    solvers: z
      .array(acmeSolverField)
      .min(1, 'is empty, say how names are proved')
      .max(20, 'has too many entries, at most 20')
      .describe('How names are proved; wildcards need one by DNS01'),
  })
  .describe('The ACME server, for type acme');

/** The ACME server of an issuer. @internal */
export type AcmeSettings = z.output<typeof acmeField>;
