import type { ValidationFinding } from '../../api/validation';
import {
  attachedGroups,
  ownGate,
} from '../../assess/authorization/attachedGroups';
import { type Gate, withToken } from '../../assess/authorization/gates';
import { policyChance } from '../../assess/authorization/ruleChance';
import type { WorkloadGroup } from '../../assess/groupWorkloads';
import type { JwtIntent } from '../../build/jwt/jwtIntent';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { FINDING_KINDS } from '../../findings/catalogue';
import { type ObjectRef, stringifyObjectRef } from '../../model/identity';
import type { AuthorizationPolicyObject } from '../../model/securityObjects';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';

interface Place {
  own: AuthorizationPolicyObject;
  group: WorkloadGroup;
  gate: Gate;
}

/** Where the policies of the change are enforced. */
function placesOf({ view }: LiveInput): Place[] {
  return [...view.after.index.all('authorizationpolicy')]
    .filter(({ ref }) => view.writes(ref))
    .flatMap(own =>
      attachedGroups(view.after, own).flatMap(group => {
        const gate = ownGate(view.after, group);
        return gate ? [{ own, group, gate }] : [];
      }),
    );
}

function where({ ref }: WorkloadGroup): string {
  return `${ref.kind} ${named(ref)}`;
}

/** What one ALLOW policy lets in gets in, whatever the others ask for. */
function letIn(
  { own, group, gate }: Place,
  isOwn: (ref: ObjectRef) => boolean,
): ValidationFinding[] {
  if (own.action !== 'ALLOW') return [];
  return gate.allow.flatMap(other => {
    const chance = policyChance(other, gate.layer, gate.request);
    if (isOwn(other.ref) || chance === 'never') return [];
    const all = chance === 'always';
    return [
      {
        ...ofKind(FINDING_KINDS.tokenNotRequired),
        ...(!all && { severity: 'info' as const }),
        ref: other.ref,
        cause: `AuthorizationPolicy ${named(other.ref)} lets ${
          all ? 'every request' : 'some requests'
        } without a token in to ${where(
          group,
        )}: what one ALLOW policy lets in, ${named(
          own.ref,
        )} does not turn away.`,
        fix: all
          ? `Remove ${named(other.ref)}, or let it ask for a token too.`
          : `See that ${named(
              other.ref,
            )} lets in only what needs no token, such as health checks.`,
      },
    ];
  });
}

/** DENY is asked first: what it turns away no ALLOW lets in. */
function turnedAway(
  { own, group, gate }: Place,
  isOwn: (ref: ObjectRef) => boolean,
): ValidationFinding[] {
  return gate.deny
    .filter(
      other =>
        !isOwn(other.ref) &&
        policyChance(other, gate.layer, withToken(gate)) === 'always',
    )
    .map(other => ({
      ...ofKind(CHANGE_CODES.policyOverruled),
      ref: other.ref,
      cause: `AuthorizationPolicy ${named(
        other.ref,
      )} turns every request to ${where(
        group,
      )} away, with a token too, before ${named(own.ref)} is asked.`,
      fix: `Narrow or remove ${named(other.ref)}.`,
    }));
}

/**
 * Two rules that ask for tokens of different issuers, or audiences, at one
 * host let nobody in: a token has one issuer.
 */
function askForAnother(
  { own, gate }: Place,
  { kind, intent }: LiveInput,
  isOwn: (ref: ObjectRef) => boolean,
): ValidationFinding[] {
  if (kind !== 'jwt' || own.action !== 'DENY') return [];
  // An intent of kind jwt has passed its schema.
  const { hosts, issuer, gateway } = intent as unknown as JwtIntent;
  const bearing = {
    ...gate.request,
    ...(gateway.ports.length > 0 && { port: gateway.ports[0] }),
    path: '/',
    token: { issuers: [issuer.url] },
  };
  return gate.deny
    .filter(other => !isOwn(other.ref))
    .flatMap(other => {
      const field = hosts.findIndex(
        host =>
          policyChance(other, gate.layer, { ...bearing, host }) === 'always',
      );
      if (field < 0) return [];
      return [
        {
          ...ofKind(CHANGE_CODES.policyOverruled),
          severity: 'error' as const,
          ref: other.ref,
          field: `hosts.${field}`,
          cause: `AuthorizationPolicy ${named(other.ref)} turns requests to ${
            hosts[field]
          } away that have a token of ${issuer.url}: beside ${named(
            own.ref,
          )} nobody would get in.`,
          fix: `Narrow or remove ${named(
            other.ref,
          )}: a host can ask for the tokens of one issuer.`,
        },
      ];
    });
}

/**
 * No other AuthorizationPolicy, live or in a file, lets past or turns away what
 * those of the change decide about. Policies add up: any DENY that matches
 * turns away, then any ALLOW that matches lets in.
 * Source: pilot/pkg/security/authz/builder/builder.go, build; Istio's
 * AuthorizationPolicy reference, the order of evaluation.
 *
 * @internal
 */
export const policiesAgree: LiveChangeCheck = {
  id: 'policies-agree',
  title: 'other AuthorizationPolicies of the same pods',
  needs: ['pods', 'authorizationpolicies.security.istio.io'],
  concerns: ({ objects }) =>
    objects.some(({ kind }) => kind === 'AuthorizationPolicy'),
  run(input) {
    const isOwn = (ref: ObjectRef) => input.view.writes(ref);
    const found = placesOf(input).flatMap(place => [
      ...letIn(place, isOwn),
      ...turnedAway(place, isOwn),
      ...askForAnother(place, input, isOwn),
    ]);
    // One workload shows what a policy does.
    const first = new Map<string, ValidationFinding>();
    for (const one of found) {
      const key = `${one.code} ${one.ref && stringifyObjectRef(one.ref)}`;
      if (!first.has(key)) first.set(key, one);
    }
    return [...first.values()];
  },
};
