import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  NextStep,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../translations/istioTranslationRef';
import { TEMPLATES } from './templates';

/** Brings the namespace of a workload into the mesh, where that is what it lacks. */
export function useOnboardStep() {
  const { t } = useTranslationRef(istioTranslationRef);
  return (workload: WorkloadStatus | undefined): NextStep | undefined => {
    const { cluster, ref, revision } = workload ?? {};
    const namespace = ref?.namespace;
    if (!cluster || !namespace || !revision) return undefined;
    if (revision.action) return revision.action;
    // A label that is there reads key=value: then the pods themselves opt out.
    const labelled = revision.why.considered.some(
      ({ decides, says }) => decides && says.includes('='),
    );
    if (labelled) return undefined;
    return {
      title: t('steps.onboard', { namespace }),
      detail: t('steps.onboardDetail', { namespace }),
      template: {
        entityRef: TEMPLATES.onboardNamespace,
        formData: { target: { cluster, namespace } },
      },
    };
  };
}
