import type { PortMtlsStatus, Why } from '../../api/facts';
import { flat } from '../../model/flat';
import type { AssessScope } from '../AssessScope';
import type { KeptPort, KeptStrict } from '../keptFacts';
import { explainInbound } from './explainInbound';
import type { InboundCase, PortCase } from './inboundCase';
import { decisionFor, policiesOf } from './inboundDecisions';
import type { InboundPolicies } from './inboundPolicies';
import { hasPlainClients } from './plainClients';
import { MTLS_TONES } from './settledMtls';

const NOTHING_BREAKS: KeptStrict = { breaks: 'no', own: [], clients: false };

function byPolicy(
  scope: AssessScope,
  one: InboundCase,
  policies: InboundPolicies,
  { port, name }: PortCase,
): KeptPort {
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
function explained(scope: AssessScope, one: InboundCase): KeptPort[] {
  const policies = policiesOf(scope, one);
  return one.ports.map(port => {
    const { settled, name } = port;
    return settled
      ? { port: port.port, ...(name && { name }), ...settled }
      : byPolicy(scope, one, policies, port);
  });
}

/** What STRICT would break at a port that takes plain text. */
function strictOf(
  scope: AssessScope,
  own: PortMtlsStatus['strict']['reasons'],
): KeptStrict {
  const breaks =
    own.length > 0 || scope.memo(hasPlainClients, undefined) ? 'yes' : 'no';
  return { breaks, own, clients: true };
}

/**
 * Effective inbound mTLS of every port of the workloads of a case, with the why.
 * Clients without a proxy are left to those who read it: they come and go, and
 * each concerns every port that takes plain text.
 */
export function assessInbound(
  scope: AssessScope,
  one: InboundCase,
): KeptPort[] {
  return scope.memo(explained, one).map((port, at) => {
    const { settled, own } = one.ports[at];
    return settled || port.mode === 'STRICT'
      ? port
      : { ...port, strict: strictOf(scope, own) };
  });
}
