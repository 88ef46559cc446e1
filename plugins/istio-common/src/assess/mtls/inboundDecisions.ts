import type { PortMtlsStatus } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { decideAmbient } from './decideAmbient';
import { type InboundCase, type PortCase, policyName } from './inboundCase';
import {
  type InboundDecision,
  type InboundPolicies,
  decideInbound,
  policyLevels,
} from './inboundPolicies';

/** The mode of one port and the policy that set it, without the reasons. */
export interface PortDecision
  extends Pick<PortMtlsStatus, 'port' | 'name' | 'mode' | 'source'>,
    Pick<PortCase, 'own'> {
  readonly decidedBy?: ObjectRef;
}

/** The PeerAuthentications that concern the workloads of a case. */
export function policiesOf(
  { index }: AssessScope,
  { namespace, rootNamespace, selectedBy }: InboundCase,
): InboundPolicies {
  const places = new Set([namespace, rootNamespace]);
  return policyLevels(
    [...places].flatMap(one => [
      ...index.inNamespace('peerauthentication', one),
    ]),
    { namespace, rootNamespace },
    ({ ref }) => selectedBy.includes(policyName(ref)),
  );
}

/** What policies decide for a port of a case. */
export function decisionFor(
  { ambient }: InboundCase,
  policies: InboundPolicies,
  port: number,
): InboundDecision {
  return (ambient ? decideAmbient : decideInbound)(policies, port);
}

/**
 * The mode of every port of a case: what rules read that need no explanation.
 * It stays the same when a policy changes that does not win, and when clients
 * come and go.
 */
export function inboundDecisions(
  scope: AssessScope,
  one: InboundCase,
): PortDecision[] {
  const policies = policiesOf(scope, one);
  return one.ports.map(({ port, name, settled, own }) => {
    const named = { port, ...(name && { name }), own };
    if (settled) {
      return { ...named, mode: settled.mode, source: settled.source };
    }
    const { mode, source, decidedBy } = decisionFor(one, policies, port);
    return {
      ...named,
      mode,
      source,
      ...(decidedBy && { decidedBy: decidedBy.ref }),
    };
  });
}
