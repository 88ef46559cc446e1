import type { PortMtlsStatus, Why } from '../../api/facts';
import { flat } from '../../model/flat';
import type { AssessScope } from '../AssessScope';
import { explainInbound } from './explainInbound';
import type { InboundCase, PortCase } from './inboundCase';
import { decisionFor, policiesOf } from './inboundDecisions';
import type { InboundPolicies } from './inboundPolicies';
import { clientReasons } from './plainClients';
import { MTLS_TONES } from './settledMtls';

type Strict = PortMtlsStatus['strict'];

const NOTHING_BREAKS: Strict = { breaks: 'no', reasons: [] };

function byPolicy(
  scope: AssessScope,
  one: InboundCase,
  policies: InboundPolicies,
  { port, name }: PortCase,
): PortMtlsStatus {
  const decision = decisionFor(one, policies, port);
  const { mode, source } = decision;
  const { summary, considered } = explainInbound(policies, decision, port);
  const why: Why = {
    summary: flat(one.ambient ? `${summary} (enforced by ztunnel)` : summary),
    considered: scope.shared(considered),
  };
  return {
    port,
    ...(name && { name }),
    mode,
    tone: MTLS_TONES[mode],
    source,
    why,
    strict: NOTHING_BREAKS,
  };
}

/** The ports without the clients that STRICT would shut out. */
function explained(scope: AssessScope, one: InboundCase): PortMtlsStatus[] {
  const policies = policiesOf(scope, one);
  return one.ports.map(port => {
    const { settled, name } = port;
    return settled
      ? { port: port.port, ...(name && { name }), ...settled }
      : byPolicy(scope, one, policies, port);
  });
}

/** What STRICT would break at every port that takes plain text: one list for all of them. */
function brokenAnywhere(scope: AssessScope): Strict {
  const reasons = clientReasons(scope);
  return { breaks: reasons.length > 0 ? 'yes' : 'no', reasons };
}

/** Effective inbound mTLS of every port of the workloads of a case, with the why. */
export function assessInbound(
  scope: AssessScope,
  one: InboundCase,
): PortMtlsStatus[] {
  return scope.memo(explained, one).map((port, at) => {
    const { settled, own } = one.ports[at];
    if (settled || port.mode === 'STRICT') return port;
    const anywhere = scope.memo(brokenAnywhere, undefined);
    const strict: Strict =
      own.length > 0
        ? { breaks: 'yes', reasons: [...anywhere.reasons, ...own] }
        : anywhere;
    return { ...port, strict };
  });
}
