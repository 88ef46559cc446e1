import { z } from 'zod';

const PEM =
  /^\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*){1,10}$/;

/** How the Kubernetes auth method is mounted and configured. @internal */
export const vaultMethodField = z
  .strictObject({
    kubernetesHost: z
      .string()
      .max(512, 'is too long, at most 512 characters')
      .regex(
        /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/,
        'is not an https address, write it as https://kubernetes.default.svc',
      )
      .describe('Address of the API server, as Vault reaches it'),
    authority: z
      .string()
      .max(65536, 'is too long, at most 65536 characters')
      .regex(
        PEM,
        'is no certificate in PEM form, copy it with its BEGIN and END lines',
      )
      .optional()
      .describe(
        'Certificate of the authority of the API server, in PEM form; what Vault finds in its pod, or the authorities that it knows, by default',
      ),
    reviewer: z
      .enum(['vault', 'token'], {
        error: 'is not known, use vault or token',
      })
      .default('vault')
      .describe(
        'Who reviews tokens. vault: Vault runs in this cluster and does it as its own ServiceAccount. token: a ServiceAccount of this cluster, whose token the script reads from a file and which is never written here; for a Vault elsewhere. Both need ClusterRole system:auth-delegator',
      ),
  })
  .describe(
    'Mounts the method and configures it too, which is for an admin of Vault; once a mount, so not for a second issuer of the cluster',
  );
