import { z } from 'zod';
import {
  clusterField,
  dnsLabel,
  hostField,
  issuerField,
  objectName,
} from '../intentFields';
import { certificateSchema } from './certificateSchema';

/**
 * The intent "give me a certificate of my own".
 *
 * @public
 */
export const certificateIntentSchema = z
  .strictObject({
    cluster: clusterField,
    namespace: dnsLabel('the namespace').describe(
      'Namespace of the pods that present it: a gateway reads Secrets of its own namespace only',
    ),
    name: objectName.describe('Name of the Certificate and of its Secret'),
    dnsNames: z
      .array(hostField)
      .min(1, 'is empty, give at least one name')
      .max(100, 'has too many entries, at most 100')
      .describe(
        'Names that it is valid for; for a client, its own name and not that of the server',
      ),
    uses: z
      .array(
        z.enum(['server', 'client'], {
          error: 'is not known, use server or client',
        }),
      )
      .min(1, 'is empty, use server or client')
      .default(['server'])
      .describe('server to be presented by a server, client by a client'),
    issuer: issuerField,
    certificate: certificateSchema,
  })
  .describe('Request a certificate');

/** A certificate intent with its defaults filled in. @public */
export type CertificateIntent = z.output<typeof certificateIntentSchema>;
