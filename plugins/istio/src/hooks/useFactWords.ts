import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AuthorizationFacts,
  ControlPlaneStatus,
  EgressIntent,
  EgressState,
  JwtRequirement,
  NeededTraffic,
  NetworkFacts,
  Tone,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../translations/istioTranslationRef';

type WaypointState = NonNullable<
  WorkloadStatus['dataPlane']['waypoint']
>['state'];
type SupportState = NonNullable<ControlPlaneStatus['support']>['state'];
type SkewState = NonNullable<ControlPlaneStatus['skew']>['state'];
type Answer = 'yes' | 'no' | 'unknown';

const JWT = {
  required: 'jwt.required',
  'required-on-some': 'jwt.onSome',
  validated: 'jwt.validated',
  none: 'jwt.none',
  unknown: 'jwt.unknown',
} as const satisfies Record<JwtRequirement, string>;

const ACCESS = {
  open: 'access.open',
  'allow-listed': 'access.listed',
  denied: 'access.denied',
  custom: 'access.custom',
  unknown: 'access.unknown',
} as const satisfies Record<AuthorizationFacts['access'], string>;

const ACCESS_WHY = {
  open: 'accessWhy.open',
  'allow-listed': 'accessWhy.listed',
  denied: 'accessWhy.denied',
  custom: 'accessWhy.custom',
  unknown: 'accessWhy.unknown',
} as const satisfies Record<AuthorizationFacts['access'], string>;

const DEFAULT_DENY = {
  yes: 'network.denies',
  no: 'network.opens',
  unknown: 'network.unknown',
} as const satisfies Record<NetworkFacts['defaultDeny'], string>;

const NEED = {
  'ingress-gateway': 'network.gateway',
  metrics: 'network.metrics',
  hbone: 'network.hbone',
  probes: 'network.probes',
  webhook: 'network.webhook',
  xds: 'network.xds',
} as const satisfies Record<NeededTraffic['what'], string>;

const WAYPOINT = {
  bound: 'dataPlane.bound',
  missing: 'dataPlane.missing',
  'not-ready': 'dataPlane.notReady',
  'wrong-type': 'dataPlane.wrongType',
  denied: 'dataPlane.denied',
  unknown: 'dataPlane.unknown',
} as const satisfies Record<WaypointState, string>;

const INTENT = {
  plain: 'egress.plain',
  'tls-passthrough': 'egress.passthrough',
  'tls-origination': 'egress.origination',
  'mtls-origination': 'egress.mtlsOrigination',
  unknown: 'egress.unknownIntent',
} as const satisfies Record<EgressIntent, string>;

const EGRESS = {
  effective: 'egress.effective',
  degraded: 'egress.degraded',
  broken: 'egress.broken',
  unknown: 'egress.unknown',
} as const satisfies Record<EgressState, string>;

const SUPPORT = {
  supported: 'controlPlanes.supported',
  ending: 'controlPlanes.ending',
  ended: 'controlPlanes.ended',
  unknown: 'controlPlanes.unknown',
} as const satisfies Record<SupportState, string>;

const SKEW = {
  ok: 'controlPlanes.skewOk',
  ahead: 'controlPlanes.skewAhead',
  'too-far': 'controlPlanes.skewTooFar',
} as const satisfies Record<SkewState, string>;

const ANSWER = {
  yes: 'answer.yes',
  no: 'answer.no',
  unknown: 'answer.unknown',
} as const satisfies Record<Answer, string>;

/** How good each kind of access is to have; none of them is a fault by itself. */
export const ACCESS_TONES: Record<AuthorizationFacts['access'], Tone> = {
  open: 'neutral',
  'allow-listed': 'ok',
  denied: 'warning',
  custom: 'info',
  unknown: 'unknown',
};

/** How good each state of the support is. */
export const SUPPORT_TONES: Record<SupportState, Tone> = {
  supported: 'ok',
  ending: 'warning',
  ended: 'error',
  unknown: 'unknown',
};

/** The words of the facts that are no verdict of a row. */
export interface FactWords {
  jwt(jwt: JwtRequirement): string;
  access(access: AuthorizationFacts['access']): string;
  /** What the access means for who calls. */
  accessWhy(access: AuthorizationFacts['access']): string;
  defaultDeny(answer: NetworkFacts['defaultDeny']): string;
  need(what: NeededTraffic['what']): string;
  waypoint(state: WaypointState): string;
  intent(intent: EgressIntent): string;
  egress(state: EgressState): string;
  support(state: SupportState): string;
  skew(state: SkewState): string;
  answer(answer: Answer): string;
}

/** {@link FactWords} in the language of the app. */
export function useFactWords(): FactWords {
  const { t } = useTranslationRef(istioTranslationRef);
  return useMemo(
    () => ({
      jwt: jwt => t(JWT[jwt]),
      access: access => t(ACCESS[access]),
      accessWhy: access => t(ACCESS_WHY[access]),
      defaultDeny: answer => t(DEFAULT_DENY[answer]),
      need: what => t(NEED[what]),
      waypoint: state => t(WAYPOINT[state]),
      intent: intent => t(INTENT[intent]),
      egress: state => t(EGRESS[state]),
      support: state => t(SUPPORT[state]),
      skew: state => t(SKEW[state]),
      answer: answer => t(ANSWER[answer]),
    }),
    [t],
  );
}
