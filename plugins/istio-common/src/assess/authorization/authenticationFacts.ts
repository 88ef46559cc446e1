import type { ConsideredObject, NextStep } from '../../api/facts';
import type { AuthenticationFacts, JwtRequirement } from '../../api/security';
import type { ObjectRef } from '../../model/identity';
import type {
  AuthorizationPolicyObject,
  RequestAuthenticationObject,
} from '../../model/securityObjects';
import type { Tone } from '../../model/verdicts';
import type { Gate } from './gates';
import { policyWords } from './policyWords';
import type { TokenDemand } from './tokenDemand';

/** So many objects are told. */
const TOLD = 50;

const TONE_OF: Readonly<Record<JwtRequirement, Tone>> = {
  required: 'ok',
  'required-on-some': 'info',
  validated: 'info',
  none: 'neutral',
  unknown: 'unknown',
};

function named({ namespace, name }: ObjectRef): string {
  return `${namespace}/${name}`;
}

function names(objects: ReadonlyArray<{ ref: ObjectRef }>): string {
  const first = objects.slice(0, 3).map(({ ref }) => named(ref));
  const more = objects.length - first.length;
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The issuers that some policies accept, each once. */
function issuersOf(
  authentications: readonly RequestAuthenticationObject[],
): string[] {
  const issuers = authentications.flatMap(({ jwtRules }) =>
    jwtRules.map(({ issuer, jwksUri }) =>
      (issuer ?? `any issuer with keys of ${jwksUri ?? 'the policy'}`).slice(
        0,
        300,
      ),
    ),
  );
  return [...new Set(issuers)].sort();
}

/** Whether a rule names some host without the form that carries a port. */
function leavesPortsOut(policy: AuthorizationPolicyObject): boolean {
  return policy.rules.some(({ to }) =>
    (to ?? []).some(operation =>
      operation.some(
        ({ key, values = [] }) =>
          key === 'hosts' &&
          values.every(value => !value.endsWith('*') && !value.includes(':')),
      ),
    ),
  );
}

function summaryOf(
  { jwt, deciders, closed, external }: TokenDemand,
  authentications: readonly RequestAuthenticationObject[],
): string {
  if (closed) {
    return deciders.length > 0
      ? `Every request is turned away, by AuthorizationPolicy ${names(
          deciders,
        )}`
      : 'Every request is turned away: no rule of a policy lets one in';
  }
  switch (jwt) {
    case 'required':
      return `Requests without a token are turned away, by AuthorizationPolicy ${names(
        deciders,
      )}`;
    case 'required-on-some': {
      const open = deciders.some(leavesPortsOut)
        ? '; requests that name the host with a port get by'
        : '';
      return `Some requests need a token, by AuthorizationPolicy ${names(
        deciders,
      )}; others pass without one${open}`;
    }
    case 'validated':
      return `A token is checked when one is sent, by RequestAuthentication ${names(
        authentications,
      )}, but none is needed`;
    case 'none':
      return 'No RequestAuthentication applies, so no token is looked at';
    default:
      return external
        ? `AuthorizationPolicy ${named(
            external.ref,
          )} asks an external authorizer, which may want a token`
        : 'A policy has parts that cannot be read';
  }
}

function actionOf({ jwt, closed }: TokenDemand): NextStep | undefined {
  if (closed) {
    return {
      title: 'Let requests in',
      detail:
        'Add a rule to an ALLOW policy for what is to pass, or remove the policy that turns everything away.',
    };
  }
  if (jwt !== 'validated') return undefined;
  return {
    title: 'Require a token',
    detail:
      'Add an AuthorizationPolicy with action DENY for notRequestPrincipals "<issuer>/*", limited to the hosts that need a token, each with and without ":*".',
  };
}

/** What is said of tokens at some gates, which requests pass one after another. */
export function authenticationFacts(
  demand: TokenDemand,
  gates: readonly Gate[],
): AuthenticationFacts {
  const authentications = [
    ...new Set(gates.flatMap(gate => gate.authentications)),
  ];
  const policies = [
    ...new Set(gates.flatMap(({ deny, allow }) => [...deny, ...allow])),
  ];
  const decides = new Set(demand.deciders);
  const decisive = demand.closed
    ? 'turns every request away'
    : 'tells requests with a token from those without';
  const ranked = [
    ...policies.filter(one => decides.has(one)),
    ...policies.filter(one => !decides.has(one)),
  ];
  const considered: ConsideredObject[] = [
    ...authentications.map(({ ref, createdAt }) => ({
      ref,
      says: 'validates tokens',
      decides: demand.jwt === 'validated',
      reason: 'turns away bad tokens, not missing ones',
      createdAt,
    })),
    ...ranked.map(policy => ({
      ref: policy.ref,
      says: policyWords(policy),
      decides: decides.has(policy),
      reason: decides.has(policy) ? decisive : 'does not depend on a token',
      createdAt: policy.createdAt,
    })),
  ];
  const action = actionOf(demand);
  return {
    jwt: demand.jwt,
    issuers: issuersOf(authentications),
    tone: demand.closed ? 'warning' : TONE_OF[demand.jwt],
    why: {
      summary: summaryOf(demand, authentications),
      considered: considered.slice(0, TOLD),
    },
    ...(action && { action }),
  };
}

/** Tokens where something that decides could not be read. */
export function unknownAuthentication(reason: string): AuthenticationFacts {
  return {
    jwt: 'unknown',
    issuers: [],
    tone: 'unknown',
    why: { summary: reason, considered: [] },
  };
}
