import { z } from 'zod';
import { objectName } from '../intentFields';

/**
 * How fields are called whose text is a credential, of their letters alone:
 * `api-key`, `API_KEY`, `apiKey1`. `tokenSecretRef` and `secretName` only name one.
 */
const CREDENTIAL =
  /(secret|token|passw(or)?d|credentials?|(api|access|private|auth|secret|consumer|application|shared)key)s?$/i;

function isCredential(name: string): boolean {
  return CREDENTIAL.test(name.replace(/[^a-z]/gi, ''));
}

/** Below this nobody looks. */
const DEEPEST = 8;

/**
 * The first field whose text looks like a credential, or that lies too deep to
 * be looked at. What is in a list is called as the list is.
 */
function problemIn(
  value: unknown,
  path: string[] = [],
  name = '',
): { path: string[]; message: string } | undefined {
  if (typeof value === 'string') {
    return isCredential(name)
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
    const found = problemIn(
      inner,
      [...path, key],
      Array.isArray(value) ? name : key,
    );
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
