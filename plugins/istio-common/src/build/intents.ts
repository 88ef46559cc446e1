import type { z } from 'zod';
import type { BuiltDefinitions } from './BuiltDefinitions';
import { buildCertificate } from './certificate/buildCertificate';
import { certificateIntentSchema } from './certificate/certificateIntent';
import { buildEgress } from './egress/buildEgress';
import { egressIntentSchema } from './egress/egressIntent';
import { buildIngress } from './ingress/buildIngress';
import { ingressIntentSchema } from './ingress/ingressIntent';
import { type IntentProblem, intentProblems } from './intentProblems';
import { buildJwt } from './jwt/buildJwt';
import { jwtIntentSchema } from './jwt/jwtIntent';
import { buildMtls } from './mtls/buildMtls';
import { mtlsIntentSchema } from './mtls/mtlsIntent';

/** What came of an input: definitions, or what is wrong with it. @public */
export type BuildResult =
  | { built: BuiltDefinitions }
  | { problems: IntentProblem[] };

/** An intent by name: what may be asked for, and what is made of it. @public */
export interface IntentKind {
  name: string;
  /** JSON Schema is made of it for forms and documentation. */
  schema: z.ZodType;
  /** Never throws: an input that is no such intent has problems. */
  build(input: unknown): BuildResult;
}

function intentKind<TIntent>(
  name: string,
  schema: z.ZodType<TIntent>,
  build: (intent: TIntent) => BuiltDefinitions,
): IntentKind {
  return {
    name,
    schema,
    build(input) {
      const parsed = schema.safeParse(input);
      return parsed.success
        ? { built: build(parsed.data) }
        : { problems: intentProblems(parsed.error) };
    },
  };
}

/** Every intent; a new one needs a folder and a line here. @public */
export const INTENTS: readonly IntentKind[] = [
  intentKind('ingress', ingressIntentSchema, buildIngress),
  intentKind('certificate', certificateIntentSchema, buildCertificate),
  intentKind('egress', egressIntentSchema, buildEgress),
  intentKind('jwt', jwtIntentSchema, buildJwt),
  intentKind('mtls', mtlsIntentSchema, buildMtls),
];
