import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  InboundMtlsMode,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { needsAttention, worstFirst } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { useFilters } from '../Filters/useFilters';
import { Panel } from '../Panel/Panel';
import { Pill } from '../Panel/Pill';
import { AccessPanel } from './AccessPanel';
import { PortDrawer } from './PortDrawer';
import { securityRows, type SecurityRow } from './securityRow';
import { useSecurityColumns } from './useSecurityColumns';

interface SecurityViewProps {
  entityRef: string;
  workloads: readonly WorkloadStatus[];
}

/** Inbound mTLS of every port: who decides, who is overruled, what STRICT would break. */
export function SecurityView(props: SecurityViewProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useUrlParams();
  const countText = useCountText();
  const rows = worstFirst(
    securityRows(props.workloads),
    row => row.port.tone,
    row => row.key,
  );
  const { shown, bar } = useSecurityFilters(rows);
  const selected = params.get('drawer');
  const columns = useSecurityColumns(key => params.set('drawer', key));
  const notStrict = shown.filter(row => needsAttention(row.port.tone)).length;
  return (
    <>
      {bar}
      <Panel
        flush
        foot={t('security.note')}
        head={
          <>
            <h3>{t('security.heading', { value: countText(shown.length) })}</h3>
            {notStrict > 0 && (
              <Pill tone="warning">
                {t('security.notStrict', {
                  count: notStrict,
                  value: countText(notStrict),
                })}
              </Pill>
            )}
          </>
        }
      >
        {shown.length === 0 ? (
          <Panel>
            {rows.length === 0 ? t('security.empty') : t('filter.none')}
          </Panel>
        ) : (
          <FactTable
            label={t('tab.security')}
            columns={columns}
            rows={shown}
            keyOf={row => row.key}
            highlight={row => (row.key === selected ? 'info' : undefined)}
          />
        )}
      </Panel>
      <AccessPanel workloads={props.workloads} />
      <PortDrawer
        entityRef={props.entityRef}
        row={rows.find(row => row.key === selected)}
        onClose={() => params.set('drawer', undefined)}
      />
    </>
  );
}

function useSecurityFilters(rows: readonly SecurityRow[]) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  return useFilters(rows, [
    {
      id: 'cluster',
      label: t('filter.cluster'),
      valueOf: row => row.workload.cluster,
    },
    {
      id: 'mode',
      label: t('filter.mode'),
      valueOf: row => row.port.mode,
      // The options are the modes of the rows and nothing else.
      textOf: mode => words.mtls(mode as InboundMtlsMode),
    },
    {
      id: 'breaks',
      label: t('filter.breaks'),
      valueOf: row => row.port.strict.breaks,
      textOf: breaks =>
        ({
          yes: t('security.filterYes'),
          no: t('security.filterNo'),
        }[breaks] ?? t('security.filterUnknown')),
    },
  ]);
}
