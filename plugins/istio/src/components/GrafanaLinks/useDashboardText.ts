import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { DashboardLink } from './dashboardLinks';

/** What a dashboard is called. */
export function useDashboardText(): (link: DashboardLink) => string {
  const { t } = useTranslationRef(istioTranslationRef);
  return ({ dashboard, name = '' }) => {
    switch (dashboard) {
      case 'workload':
        return t('grafana.workload', { name });
      case 'service':
        return t('grafana.service', { name });
      case 'control-plane':
        return t('grafana.controlPlane');
      default:
        return t('grafana.mesh');
    }
  };
}
