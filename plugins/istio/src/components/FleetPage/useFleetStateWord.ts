import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CertificateState,
  EgressState,
  ExposureState,
  FleetKind,
} from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

/** States of workloads, as keys below `fleetState.`. */
const OF_WORKLOADS: Record<string, OfWorkloads> = {
  'out-of-date': 'outOfDate',
  'not-strict': 'notStrict',
  'pull-blocked': 'pullBlocked',
  sidecar: 'sidecar',
  gateway: 'gateway',
  ambient: 'ambient',
  'ambient-pending': 'ambientPending',
  none: 'none',
  current: 'current',
  'stale-revision': 'staleRevision',
  'stale-version': 'staleVersion',
  'not-injected': 'notInjected',
  unexpected: 'unexpected',
  dangling: 'dangling',
  ambiguous: 'ambiguous',
  mislabelled: 'mislabelled',
  'not-in-mesh': 'notInMesh',
  unknown: 'unknown',
};
type OfWorkloads =
  | 'outOfDate'
  | 'notStrict'
  | 'pullBlocked'
  | 'sidecar'
  | 'gateway'
  | 'ambient'
  | 'ambientPending'
  | 'none'
  | 'current'
  | 'staleRevision'
  | 'staleVersion'
  | 'notInjected'
  | 'unexpected'
  | 'dangling'
  | 'ambiguous'
  | 'mislabelled'
  | 'notInMesh'
  | 'unknown';

/** Names the states by which the rows of a kind can be picked. */
export function useFleetStateWord(kind: FleetKind): (state: string) => string {
  const { t } = useTranslationRef(istioTranslationRef);
  const verdicts = useVerdictWords();
  const words = useFactWords();
  switch (kind) {
    // The states that are asked for are those of the kind and nothing else.
    case 'workloads':
      return state => t(`fleetState.${OF_WORKLOADS[state] ?? 'unknown'}`);
    case 'certificates':
    case 'trust-roots':
      return state => verdicts.certificate(state as CertificateState);
    case 'exposures':
      return state => verdicts.exposure(state as ExposureState);
    case 'egress':
      return state => words.egress(state as EgressState);
    case 'findings':
      return state => t(`changes.${state as 'error' | 'warning' | 'info'}`);
    case 'control-planes':
      return state =>
        state === 'not-ready'
          ? t('controlPlanes.notReady')
          : words.support(state as Parameters<typeof words.support>[0]);
    default:
      return state => words.answer(state as 'yes' | 'no' | 'unknown');
  }
}
