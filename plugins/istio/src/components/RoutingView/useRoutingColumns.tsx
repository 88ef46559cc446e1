import type { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ExposureStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import {
  GatewayCell,
  HostCell,
  RouteCell,
  ServiceCell,
  TokenCell,
  WorkloadCell,
} from './routingCells';

interface Disclosure {
  open: boolean;
  onToggle: () => void;
}

/** Columns from the host on the left to the workload on the right. */
export function useRoutingColumns(
  disclosureOf: (row: ExposureStatus) => Disclosure,
): Array<FactColumn<ExposureStatus>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const column = (
    id: string,
    title: string,
    Cell: ComponentType<{ exposure: ExposureStatus }>,
  ): FactColumn<ExposureStatus> => ({
    id,
    title,
    render: row => <Cell exposure={row} />,
  });
  return [
    column('host', t('routing.host'), HostCell),
    column('gateway', t('routing.gateway'), GatewayCell),
    column('route', t('routing.route'), RouteCell),
    column('service', t('routing.service'), ServiceCell),
    column('workload', t('routing.workload'), WorkloadCell),
    column('token', t('authorization.token'), TokenCell),
    {
      id: 'state',
      title: t('routing.state'),
      render: row => (
        <>
          <StateWord word={words.exposure(row.state)} tone={row.tone} />
          <div>
            <DisclosureButton
              {...disclosureOf(row)}
              label={t('routing.showWhy', {
                host: row.host,
                cluster: row.cluster,
              })}
            >
              {t('tab.why')}
            </DisclosureButton>
          </div>
        </>
      ),
    },
  ];
}
