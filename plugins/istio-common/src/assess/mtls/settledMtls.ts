import type { PortMtlsStatus, WorkloadStatus } from '../../api/facts';
import type { InboundMtlsMode, Tone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { KeptPort } from '../keptFacts';
import { podDataPlane } from '../dataplane/podDataPlane';
import type { WorkloadGroup } from '../groupWorkloads';
import { gatewayWords } from './gatewayWords';
import { bypassedBy } from './inboundCapture';

/** What is said of a port, apart from which one it is. */
export type SettledMtls = Omit<KeptPort, 'port' | 'name'>;

/** How each mode is shown. */
export const MTLS_TONES: Readonly<Record<InboundMtlsMode, Tone>> = {
  STRICT: 'ok',
  PERMISSIVE: 'warning',
  DISABLE: 'warning',
  bypassed: 'unknown',
  plaintext: 'neutral',
  unknown: 'unknown',
};

function simple(
  mode: InboundMtlsMode,
  source: PortMtlsStatus['source'],
  summary: string,
  breaks: PortMtlsStatus['strict']['breaks'],
): SettledMtls {
  return {
    mode,
    tone: MTLS_TONES[mode],
    source,
    why: { summary, considered: [] },
    strict: { breaks, own: [], clients: false },
  };
}

/** The verdict on a port that PeerAuthentications have no part in; undefined where they decide. */
export function settledMtls(
  scope: AssessScope,
  group: WorkloadGroup,
  { mode, why }: WorkloadStatus['dataPlane'],
  port: number,
): SettledMtls | undefined {
  if (mode === 'unknown') {
    return simple('unknown', 'unknown', why.summary, 'unknown');
  }
  if (mode === 'none') {
    const summary = `Plain text, because no proxy handles the port: ${why.summary}`;
    return simple('plaintext', 'no-proxy', summary, 'no');
  }
  if (mode === 'gateway') {
    return {
      ...simple('bypassed', 'gateway', gatewayWords(scope, group), 'no'),
      tone: 'neutral',
    };
  }
  const bare = group.pods.filter(pod => podDataPlane(pod) === 'none').length;
  if (bare > 0) {
    const summary = `Plain text on ${bare} of ${group.pods.length} pods, which started without a proxy`;
    return {
      ...simple('plaintext', 'no-proxy', summary, 'unknown'),
      tone: 'warning',
    };
  }
  const excluded = group.pods
    .map(pod => bypassedBy(pod, port))
    .find(reason => reason !== undefined);
  if (excluded) {
    const summary = `The proxy never sees this port: pod annotation ${excluded}`;
    return simple('bypassed', 'annotation', summary, 'unknown');
  }
  const policiesUnread = scope.unread(
    'peerauthentications.security.istio.io',
    'peerauthentication',
  );
  return policiesUnread
    ? simple(
        'unknown',
        'unknown',
        `PeerAuthentications are ${policiesUnread}`,
        'unknown',
      )
    : undefined;
}
