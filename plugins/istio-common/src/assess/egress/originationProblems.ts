import type { ObjectRef } from '../../model/identity';
import type { ClientTls } from '../../model/networkingObjects';
import type { GatewayPods } from '../exposure/gatewayRoutes';
import { isWildcard } from '../hosts';
import { isWithheld, subsetOf } from './clientTls';
import type { MergedRule } from './DestinationRuleIndex';
import type { EgressProblem } from './egressTypes';
import type { RegistryHost } from './RegistryHost';

/** A proxy that sends requests on to a host. */
export interface Originator {
  readonly at: 'sidecar' | 'gateway';
  readonly pods: GatewayPods;
}

/** What reaches the proxy. */
export type Arriving = 'http' | 'tls' | 'tcp';

/** A call of one port of a host. */
export interface Call {
  readonly target: RegistryHost;
  readonly host: string;
  readonly port: number;
  readonly subset?: string;
  readonly arriving: Arriving;
  /** The object that sends it here. */
  readonly from: ObjectRef;
}

export function nameOfRef({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace}/${name}`;
}

/**
 * Whether the certificate of an external server is held against a name: those
 * of the rule, else those of the ServiceEntry, else the request's own host,
 * which counts only while no `sni` is set.
 * Source: pilot/pkg/networking/core/cluster_tls.go, constructUpstreamTLS and
 * setAutoSniAndAutoSanValidation.
 */
export function isServerChecked(
  tls: ClientTls,
  target: Pick<RegistryHost, 'subjectAltNames'>,
): boolean {
  if (tls.insecureSkipVerify) return false;
  const subjects = tls.subjectAltNames ?? target.subjectAltNames;
  return subjects !== undefined || tls.sni === undefined;
}

/** Settings with which the server's certificate is not held against its name. */
export function trustProblems(
  { target, host }: Call,
  tls: ClientTls,
  rule: ObjectRef,
): EgressProblem[] {
  const base = { link: 'DestinationRule', object: rule } as const;
  const problems: EgressProblem[] = [];
  if (tls.sni !== undefined && isWildcard(tls.sni)) {
    problems.push({
      ...base,
      kind: 'egressSni',
      broken: true,
      summary: `${nameOfRef(rule)} sends the wildcard ${
        tls.sni
      } as SNI, which no server knows`,
      fix: `Set sni of ${nameOfRef(rule)} to a concrete name, or leave it out.`,
    });
  }
  if (tls.mode === 'ISTIO_MUTUAL') return problems;
  if (!isServerChecked(tls, target)) {
    problems.push({
      ...base,
      kind: 'egressServerUnchecked',
      broken: false,
      summary: tls.insecureSkipVerify
        ? `${nameOfRef(rule)} does not check who answers as ${host}`
        : `${nameOfRef(
            rule,
          )} sets sni without subjectAltNames, so any certificate of that CA is taken for ${host}`,
      fix: tls.insecureSkipVerify
        ? `Remove insecureSkipVerify from ${nameOfRef(rule)}.`
        : `Add subjectAltNames: [${host}] to ${nameOfRef(rule)}.`,
    });
  }
  return problems;
}

/** What keeps the settings from being used at all. */
export function unusable(
  { at }: Originator,
  { host }: Call,
  tls: ClientTls,
  rule: MergedRule,
): EgressProblem | undefined {
  const [object] = rule.from;
  const base = { link: 'DestinationRule', object, broken: true } as const;
  if (at === 'sidecar' && isWithheld(tls, rule)) {
    return {
      ...base,
      kind: 'egressCredentialIgnored',
      summary: `Sidecars skip the credentialName of ${nameOfRef(
        object,
      )} and send plain text to ${host}`,
      fix: `Send the requests through an egress gateway, or give ${nameOfRef(
        object,
      )} a workloadSelector.`,
    };
  }
  if (
    tls.mode === 'MUTUAL' &&
    tls.credentialName === undefined &&
    tls.clientCertificate === undefined
  ) {
    return {
      ...base,
      kind: 'egressCredentialMissing',
      summary: `${nameOfRef(
        object,
      )} says MUTUAL but names no client certificate, so that plain text is sent to ${host}`,
      fix: `Set credentialName in ${nameOfRef(object)}.`,
    };
  }
  return undefined;
}

/** A subset that the proxy is not told of. */
export function missingSubset(
  { host, subset, from }: Call,
  { at, pods }: Originator,
  rule: MergedRule | undefined,
): EgressProblem | undefined {
  if (subset === undefined || subsetOf(rule, subset)) return undefined;
  const who = at === 'gateway' ? 'the egress gateway' : 'clients';
  return {
    kind: 'egressSubset',
    broken: true,
    link: 'VirtualService',
    object: from,
    summary: `${nameOfRef(
      from,
    )} routes to subset ${subset} of ${host}, which ${who} in ${
      pods.namespace
    } do not know, so that requests get 503`,
    fix: `Define subset ${subset} in a DestinationRule for ${host} that is exported to ${pods.namespace}.`,
  };
}

/** The client's TLS inside the proxy's. */
export function doubleTls(
  { host, port }: Call,
  object: ObjectRef,
  mode: string,
): EgressProblem {
  return {
    kind: 'egressDoubleTls',
    broken: true,
    link: 'DestinationRule',
    object,
    summary: `Clients speak TLS to ${host}:${port} themselves, and ${nameOfRef(
      object,
    )} wraps it in ${mode} again`,
    fix: `Limit tls of ${nameOfRef(
      object,
    )} by portLevelSettings to the port that carries plain HTTP.`,
  };
}
