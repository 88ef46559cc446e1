import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  NextStep,
  PortMtlsStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { objectName } from '../text/objectText';
import { istioTranslationRef } from '../translations/istioTranslationRef';
import { TEMPLATES } from './templates';

/** Kinds that own pods; a Pod of its own is named in no form. */
const KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
]);

/** What to do about ports that take plain text: STRICT, and what comes before it. */
export function useStrictStep(entityRef: string | undefined) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    workload: WorkloadStatus,
    { mode, source, strict }: PortMtlsStatus,
  ): NextStep | undefined => {
    const open = mode === 'PERMISSIVE' || mode === 'DISABLE';
    if (!open || source === 'gateway') return undefined;
    const { cluster, ref } = workload;
    const [first] = strict.reasons;
    const detail = first
      ? t('steps.strictBreaks', {
          client: objectName(first.ref),
          reason: first.reason,
          workload: objectName(ref),
        })
      : t(`steps.strict.${strict.breaks}`, { workload: objectName(ref) });
    const place = { cluster, namespace: ref.namespace ?? '' };
    return {
      title: t('steps.enforceMtls'),
      detail,
      template: {
        entityRef: TEMPLATES.enforceMtls,
        formData: {
          scope: 'workload',
          ...(entityRef && { entityRef }),
          workload: KINDS.has(ref.kind)
            ? { ...place, workload: ref.name }
            : place,
          mode: 'STRICT',
        },
      },
    };
  };
}
