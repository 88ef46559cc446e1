import type { EgressIntent } from '../../api/egress';
import type { ObjectRef } from '../../model/identity';
import type { ClientTls } from '../../model/networkingObjects';
import { credentialSecret, secretOutOfReach } from '../exposure/credentials';
import { clientCertificate } from './clientCertificate';
import { tlsSettings } from './clientTls';
import type { MergedRule } from './DestinationRuleIndex';
import type { EgressLink, EgressProblem } from './egressTypes';
import type { EgressWorld } from './EgressWorld';
import {
  type Arriving,
  type Call,
  type Originator,
  doubleTls,
  missingSubset,
  trustProblems,
  unusable,
} from './originationProblems';

/** How a proxy speaks to a host, and what is wrong with it. */
export interface Origination {
  readonly intent: EgressIntent;
  readonly links: readonly EgressLink[];
  readonly problems: readonly EgressProblem[];
  readonly rules: readonly ObjectRef[];
}

const ORIGINATING: ReadonlySet<string> = new Set([
  'SIMPLE',
  'MUTUAL',
  'ISTIO_MUTUAL',
]);

function intentOf(mode: string): EgressIntent {
  return mode === 'SIMPLE' ? 'tls-origination' : 'mtls-origination';
}

const NOTHING: Origination = {
  intent: 'plain',
  links: [],
  problems: [],
  rules: [],
};

/** Plain requests to a port that waits for TLS. */
function notOriginated(call: Call, rule: MergedRule | undefined): Origination {
  const { target, host, port, from } = call;
  const waits = target.ports.find(one => one.port === port)?.kind === 'tls';
  if (!waits) return { ...NOTHING, intent: 'plain' };
  const object = rule?.from[0] ?? from;
  return {
    ...NOTHING,
    intent: 'tls-origination',
    problems: [
      {
        kind: 'egressPlainToTls',
        broken: true,
        link: rule ? 'DestinationRule' : 'VirtualService',
        object,
        summary: `HTTP is sent in plain text to ${host}:${port}, which speaks TLS: no DestinationRule in reach sets tls for the port`,
        fix: `Add a DestinationRule for ${host} with tls mode SIMPLE or MUTUAL on port ${port}.`,
        related: [target.ref],
      },
    ],
  };
}

function ruleLink(rule: MergedRule, tls: ClientTls | undefined): EgressLink {
  const [ref] = rule.from;
  return {
    kind: 'DestinationRule',
    ref,
    title: `${ref.namespace}/${ref.name}`,
    state: tls?.mode ?? 'No TLS',
    tone: 'ok',
    ...(tls?.credentialName && { detail: `credential ${tls.credentialName}` }),
  };
}

/** A Secret of another namespace, which istiod gives to none of the proxies. */
function outOfReach(
  { host }: Call,
  object: ObjectRef,
  secret: ObjectRef,
  home: string,
): EgressProblem {
  return {
    kind: 'egressCredentialMissing',
    broken: true,
    link: 'Secret',
    object,
    summary: `${object.kind} ${object.namespace}/${object.name} names Secret ${secret.namespace}/${secret.name}, which istiod gives to pods of ${secret.namespace} only, and the proxies that call ${host} run in ${home}`,
    fix: `Let a Certificate write a Secret in ${home}, and name it without a namespace.`,
    related: [secret],
  };
}

/**
 * How a proxy speaks to a host by the DestinationRule that counts for it.
 *
 * Without `sni` Envoy sends the request's own host and holds the certificate
 * against it; with `sni` only `subjectAltNames` are checked. MUTUAL without a
 * certificate, like a credential that a sidecar may not have, ends in plain
 * text. Source: pilot/pkg/networking/core/cluster_tls.go, constructUpstreamTLS
 * and setAutoSniAndAutoSanValidation.
 */
export function judgeOrigination(
  world: EgressWorld,
  originator: Originator,
  call: Call,
): Origination {
  const { target, host, port, subset, arriving } = call;
  const rule = world.rules.ruleFor(originator.pods, target);
  const subsetProblem = missingSubset(call, originator, rule);
  const tls = tlsSettings(rule, port, subset);
  if (!rule || !tls || !ORIGINATING.has(tls.mode)) {
    const plain =
      arriving === 'http'
        ? notOriginated(call, rule)
        : { ...NOTHING, intent: intentOfArriving(arriving) };
    return {
      ...plain,
      links: rule ? [ruleLink(rule, tls)] : [],
      rules: rule?.from ?? [],
      problems: subsetProblem ? [subsetProblem] : plain.problems,
    };
  }
  const base = { links: [ruleLink(rule, tls)], rules: rule.from };
  const [object] = rule.from;
  const useless = unusable(originator, call, tls, rule);
  if (arriving === 'tls') {
    // What is not used does not wrap TLS in TLS either.
    return {
      ...base,
      intent: 'tls-passthrough',
      problems: [
        ...(subsetProblem ? [subsetProblem] : []),
        ...(useless ? [] : [doubleTls(call, object, tls.mode)]),
      ],
    };
  }
  const secretHome = originator.pods.namespace;
  const secret =
    tls.credentialName !== undefined &&
    tls.mode !== 'ISTIO_MUTUAL' &&
    !useless &&
    !tls.credentialName.startsWith('configmap://')
      ? credentialSecret(tls.credentialName, secretHome)
      : undefined;
  const away = secret && secretOutOfReach(tls.credentialName ?? '', secretHome);
  const certificate =
    secret && !away
      ? clientCertificate(world, secret, host, tls.mode === 'MUTUAL')
      : undefined;
  return {
    ...base,
    intent: intentOf(tls.mode),
    links: [...base.links, ...(certificate?.links ?? [])],
    problems: [
      ...(subsetProblem ? [subsetProblem] : []),
      ...(useless ? [useless] : []),
      ...trustProblems(call, tls, object),
      ...(away ? [outOfReach(call, object, away, secretHome)] : []),
      ...(certificate?.problems ?? []),
    ],
  };
}

function intentOfArriving(arriving: Arriving): EgressIntent {
  return arriving === 'tls' ? 'tls-passthrough' : 'plain';
}
