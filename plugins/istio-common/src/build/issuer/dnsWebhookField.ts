import { z } from 'zod';
import { objectName } from '../intentFields';

/** How fields are called whose text is a credential; `tokenSecretRef` and `secretName` only name one. */
const CREDENTIAL =
  /(secret|token|password|passwd|credentials?|(api|access|private|auth)_?key)$/i;

/** Below this nobody looks. */
const DEEPEST = 8;

/** The first field whose text looks like a credential, or that lies too deep to be looked at. */
function problemIn(
  value: unknown,
  path: string[] = [],
): { path: string[]; message: string } | undefined {
  if (typeof value === 'string') {
    return CREDENTIAL.test(path.at(-1) ?? '')
      ? {
          path,
          message:
            'looks like a credential, which no repository should hold: name a Secret as the webhook has it, mostly by a field that ends in SecretRef',
        }
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === DEEPEST) {
    return { path, message: 'is too deep, correct it' };
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = problemIn(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

const config = z.record(z.string(), z.unknown()).check(ctx => {
  const problem = problemIn(ctx.value);
  if (!problem) return;
  ctx.issues.push({ code: 'custom', ...problem, input: undefined });
});

/**
 * A provider of DNS01 that cert-manager reaches through a webhook.
 * Source: cert-manager 1.21, pkg/apis/acme/v1/types_issuer.go,
 * ACMEIssuerDNS01ProviderWebhook.
 *
 * @internal
 */
export const dnsWebhookField = z
  .strictObject({
    groupName: objectName.describe('API group that the webhook serves'),
    solverName: z
      .string()
      .regex(/^[\w.-]{1,253}$/, 'is not the name of a solver, correct it')
      .describe('Solver, as the webhook calls it'),
    config: config.optional().describe('What the webhook asks for'),
  })
  .describe('DNS01 through a webhook, for providers that have one');
