import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useOnboardStep } from '../../steps/useOnboardStep';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import {
  DefinitionRows,
  type DefinitionRow,
} from '../DefinitionRows/DefinitionRows';
import { BodyText } from './BodyText';

/** Empty, third kind: a choice of the operator, not a fault. */
export function NotInMeshBody({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const pods = status.workloads.reduce((sum, w) => sum + w.pods.total, 0);
  const rows = useRows(status);
  return (
    <BodyText>
      <p>{t('state.notInMesh.text', { count: pods })}</p>
      <DefinitionRows rows={rows} />
      <p>{t('state.notInMesh.plainText')}</p>
    </BodyText>
  );
}

function useRows(status: EntityStatus): DefinitionRow[] {
  const { t } = useTranslationRef(istioTranslationRef);
  const workload: WorkloadStatus | undefined = status.workloads[0];
  const onboardStep = useOnboardStep();
  const offer = workload && offeredRevision(workload);
  const certificates = status.certificates.length;
  return [
    {
      id: 'decidedBy',
      label: t('state.notInMesh.decidedBy'),
      value: workload?.revision.why.summary ?? '',
    },
    ...(offer
      ? [{ id: 'offer', label: t('state.notInMesh.onOffer'), value: offer }]
      : []),
    {
      id: 'certificates',
      label: t('state.notInMesh.certificates'),
      value: certificates
        ? t('state.notInMesh.certificatesSome', { count: certificates })
        : t('state.notInMesh.certificatesNone'),
    },
    {
      id: 'onboarding',
      label: t('state.notInMesh.onboarding'),
      value: onboardStep(workload)?.detail ?? t('state.notInMesh.optedOut'),
    },
  ];
}

function offeredRevision({ revision }: WorkloadStatus): string | undefined {
  return revision.tag && revision.desired
    ? `${revision.tag} → ${revision.desired}`
    : revision.desired;
}
