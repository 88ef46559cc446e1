import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CertificateState,
  DataPlaneMode,
  ExposureState,
  InboundMtlsMode,
  RevisionVerdict,
} from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../translations/istioTranslationRef';

const REVISION = {
  current: 'revision.current',
  'stale-revision': 'revision.staleRevision',
  'stale-version': 'revision.staleVersion',
  'not-injected': 'revision.notInjected',
  unexpected: 'revision.unexpected',
  dangling: 'revision.dangling',
  ambiguous: 'revision.ambiguous',
  mislabelled: 'revision.mislabelled',
  'not-in-mesh': 'revision.notInMesh',
  unknown: 'revision.unknown',
} as const satisfies Record<RevisionVerdict, string>;

const MTLS = {
  STRICT: 'mtls.strict',
  PERMISSIVE: 'mtls.permissive',
  DISABLE: 'mtls.disable',
  bypassed: 'mtls.bypassed',
  plaintext: 'mtls.plaintext',
  unknown: 'mtls.unknown',
} as const satisfies Record<InboundMtlsMode, string>;

const CERTIFICATE = {
  healthy: 'certificate.healthy',
  renewing: 'certificate.renewing',
  overdue: 'certificate.overdue',
  'at-risk': 'certificate.atRisk',
  expired: 'certificate.expired',
  'not-issued': 'certificate.notIssued',
  'not-used': 'certificate.notUsed',
  unmanaged: 'certificate.unmanaged',
  unknown: 'certificate.unknown',
} as const satisfies Record<CertificateState, string>;

const EXPOSURE = {
  exposed: 'exposure.exposed',
  pending: 'exposure.pending',
  broken: 'exposure.broken',
  shadowed: 'exposure.shadowed',
  unknown: 'exposure.unknown',
} as const satisfies Record<ExposureState, string>;

const MODE = {
  sidecar: 'mode.sidecar',
  gateway: 'mode.gateway',
  ambient: 'mode.ambient',
  'ambient-pending': 'mode.ambientPending',
  none: 'mode.none',
  unknown: 'mode.unknown',
} as const satisfies Record<DataPlaneMode, string>;

/** The words of the verdicts, in the language of the app. */
export interface VerdictWords {
  revision(verdict: RevisionVerdict): string;
  mtls(mode: InboundMtlsMode): string;
  certificate(state: CertificateState): string;
  exposure(state: ExposureState): string;
  mode(mode: DataPlaneMode, nativeSidecar: boolean): string;
}

/** {@link VerdictWords}. */
export function useVerdictWords(): VerdictWords {
  const { t } = useTranslationRef(istioTranslationRef);
  return useMemo(
    () => ({
      revision: verdict => t(REVISION[verdict]),
      mtls: mode => t(MTLS[mode]),
      certificate: state => t(CERTIFICATE[state]),
      exposure: state => t(EXPOSURE[state]),
      mode: (mode, nativeSidecar) =>
        mode === 'sidecar' && nativeSidecar
          ? t('mode.nativeSidecar')
          : t(MODE[mode]),
    }),
    [t],
  );
}
