import type { PortMtlsStatus } from '../../api/facts';
import type {
  DataPlaneMode,
  InboundMtlsMode,
  Tone,
} from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import type { KeptPort } from '../keptFacts';
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
  mode: DataPlaneMode,
  port: number,
  whyMode: () => string,
): SettledMtls | undefined {
  if (mode === 'unknown') {
    return simple('unknown', 'unknown', whyMode(), 'unknown');
  }
  if (mode === 'none') {
    const summary = `Plain text, because no proxy handles the port: ${whyMode()}`;
    return simple('plaintext', 'no-proxy', summary, 'no');
  }
  if (mode === 'gateway') {
    return {
      ...simple('bypassed', 'gateway', gatewayWords(scope, group), 'no'),
      tone: 'neutral',
    };
  }
  const { bare, captures = [] } = group.shape;
  if (bare) {
    const summary = `Plain text on ${bare.pods} of ${bare.of} pods, which started without a proxy`;
    return {
      ...simple('plaintext', 'no-proxy', summary, 'unknown'),
      tone: 'warning',
    };
  }
  const excluded = captures
    .map(capture => bypassedBy(capture, port))
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
