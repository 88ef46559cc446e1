import type { JsonObject } from '@backstage/types';
import type { z } from 'zod';
import type { BuiltDefinitions } from './BuiltDefinitions';
import { buildCertificate } from './certificate/buildCertificate';
import { certificateIntentSchema } from './certificate/certificateIntent';
import { buildEgress } from './egress/buildEgress';
import { egressIntentSchema } from './egress/egressIntent';
import { buildIngress } from './ingress/buildIngress';
import { ingressIntentSchema } from './ingress/ingressIntent';
import { buildInstall } from './install/buildInstall';
import { installIntentSchema } from './install/installIntent';
import type { IntentPlace } from './intentPlace';
import { type IntentProblem, intentProblems } from './intentProblems';
import { buildIssuer } from './issuer/buildIssuer';
import { issuerIntentSchema } from './issuer/issuerIntent';
import { buildJwt } from './jwt/buildJwt';
import { jwtIntentSchema } from './jwt/jwtIntent';
import { jwtName } from './jwt/jwtName';
import { buildMtls } from './mtls/buildMtls';
import { mtlsIntentSchema } from './mtls/mtlsIntent';
import { buildUpgrade } from './upgrade/buildUpgrade';
import { upgradeIntentSchema } from './upgrade/upgradeIntent';
import { buildObserve } from './observe/buildObserve';
import { observeIntentSchema } from './observe/observeIntent';
import { buildOnboard } from './onboard/buildOnboard';
import { onboardIntentSchema } from './onboard/onboardIntent';

/** What came of an input: definitions, or what is wrong with it. @public */
export type BuildResult =
  | {
      built: BuiltDefinitions;
      /** The intent with its defaults filled in: plain JSON. */
      intent: JsonObject;
      place: IntentPlace;
    }
  | { problems: IntentProblem[] };

/** An intent by name: what may be asked for, and what is made of it. @public */
export interface IntentKind {
  name: string;
  /** For people, "Expose a service". */
  title: string;
  /** JSON Schema is made of it for forms and documentation. */
  schema: z.ZodType;
  /** A step on a way: another step takes it back, it is never removed. */
  isStep: boolean;
  /**
   * What it makes is all there is of it: what an earlier run made of the same
   * intent, and this one does not, goes. Not so where that could be a control
   * plane that proxies still talk to.
   */
  isWhole: boolean;
  /** Never throws: an input that is no such intent has problems. */
  build(input: unknown): BuildResult;
}

/** What an intent is made of. */
interface IntentParts<TIntent> {
  name: string;
  title: string;
  schema: z.ZodType<TIntent>;
  build: (intent: TIntent) => BuiltDefinitions;
  /** Names its file and its change. */
  place: (intent: TIntent) => IntentPlace;
  isStep?: boolean;
  isWhole?: boolean;
}

function intentKind<TIntent>(parts: IntentParts<TIntent>): IntentKind {
  const { name, title, schema, build, place, isStep = false } = parts;
  const { isWhole = true } = parts;
  return {
    name,
    title,
    schema,
    isStep,
    isWhole,
    build(input) {
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { problems: intentProblems(parsed.error) };
      return {
        built: build(parsed.data),
        // Every schema here is of plain JSON.
        intent: parsed.data as JsonObject,
        place: place(parsed.data),
      };
    },
  };
}

/** The place of an intent that has these very fields. */
function ownPlace({ cluster, namespace, name }: IntentPlace): IntentPlace {
  return { cluster, namespace, name };
}

/** Every intent; a new one needs a folder and an entry here. @public */
export const INTENTS: readonly IntentKind[] = [
  intentKind({
    name: 'ingress',
    title: 'Expose a service',
    schema: ingressIntentSchema,
    build: buildIngress,
    place: ownPlace,
  }),
  intentKind({
    name: 'certificate',
    title: 'Request a certificate',
    schema: certificateIntentSchema,
    build: buildCertificate,
    place: ownPlace,
  }),
  intentKind({
    name: 'issuer',
    title: 'Set up an issuer',
    schema: issuerIntentSchema,
    build: buildIssuer,
    place: ({ cluster, scope, namespace, name }) =>
      scope === 'cluster' ? { cluster, name } : { cluster, namespace, name },
  }),
  intentKind({
    name: 'egress',
    title: 'Call a host outside the mesh',
    schema: egressIntentSchema,
    build: buildEgress,
    place: ownPlace,
  }),
  intentKind({
    name: 'jwt',
    title: 'Require a token',
    schema: jwtIntentSchema,
    build: buildJwt,
    // Beside the gateway, where the token is asked for first.
    place: ({ cluster, gateway, namespace, name }) => ({
      cluster,
      namespace: gateway.namespace,
      name: jwtName({ namespace, name }),
    }),
  }),
  intentKind({
    name: 'mtls',
    title: 'Enforce mTLS',
    schema: mtlsIntentSchema,
    build: buildMtls,
    place: ({ cluster, namespace, workload }) => ({
      cluster,
      namespace,
      name: workload?.name ?? 'default',
    }),
  }),
  intentKind({
    name: 'onboard',
    title: 'Bring a namespace into the mesh',
    schema: onboardIntentSchema,
    build: buildOnboard,
    // It writes beside the namespace too: it is of the cluster.
    place: ({ cluster, namespace }) => ({ cluster, name: namespace }),
  }),
  intentKind({
    name: 'install',
    title: 'Install a mesh',
    schema: installIntentSchema,
    build: buildInstall,
    isWhole: false,
    place: ({ cluster }) => ({ cluster, name: 'mesh' }),
  }),
  intentKind({
    name: 'upgrade',
    title: 'Upgrade a mesh',
    schema: upgradeIntentSchema,
    build: buildUpgrade,
    isStep: true,
    isWhole: false,
    // Each step, and each wave, is a change of its own.
    place: ({ cluster, step, to, wave }) => ({
      cluster,
      name: `${to.revision}-${step}${step === 'move' ? `-${wave}` : ''}`,
    }),
  }),
  intentKind({
    name: 'observe',
    title: 'Observe a mesh',
    schema: observeIntentSchema,
    build: buildObserve,
    place: ({ cluster, name }) => ({ cluster, name }),
  }),
];

/** The intent of that name, if there is one. @public */
export function intentKindOf(name: string): IntentKind | undefined {
  return INTENTS.find(kind => kind.name === name);
}
