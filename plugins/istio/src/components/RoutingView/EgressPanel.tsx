import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EgressStatus } from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { useFactWords } from '../../hooks/useFactWords';
import { useUrlParams } from '../../hooks/useUrlParams';
import { needsAttention, worstFirst } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ClientsCell, IntentCell } from '../EgressFacts/egressCells';
import { EgressDetail } from '../EgressFacts/EgressDetail';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import { FactTable } from '../FactTable/FactTable';
import { Panel } from '../Panel/Panel';
import { StateWord } from '../StateWord/StateWord';

function egressKey({ cluster, host }: EgressStatus): string {
  return `egress/${cluster}/${host}`;
}

interface EgressPanelProps {
  entityRef: string;
  egress: readonly EgressStatus[];
}

/** External hosts that the entity's namespaces are routed to. */
export function EgressPanel({ entityRef, egress }: EgressPanelProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useUrlParams();
  const countText = useCountText();
  const words = useFactWords();
  const rows = worstFirst(egress, row => row.tone, egressKey);
  const open = params.get('open');
  const hostCell = (row: EgressStatus) => {
    const key = egressKey(row);
    return (
      <>
        <DisclosureButton
          open={key === open}
          label={t('routing.showWhy', { host: row.host, cluster: row.cluster })}
          onToggle={() => params.set('open', key === open ? undefined : key)}
        >
          {row.host}
        </DisclosureButton>
        <div>{row.cluster}</div>
      </>
    );
  };
  return (
    <Panel
      flush
      foot={t('egress.note')}
      head={<h3>{t('egress.heading', { value: countText(rows.length) })}</h3>}
    >
      {rows.length === 0 ? (
        <Panel>{t('egress.empty')}</Panel>
      ) : (
        <FactTable
          label={t('egress.label')}
          rows={rows}
          keyOf={egressKey}
          highlight={({ tone }) => (needsAttention(tone) ? tone : undefined)}
          detail={row =>
            egressKey(row) === open && (
              <EgressDetail egress={row} entityRef={entityRef} />
            )
          }
          columns={[
            { id: 'host', title: t('routing.host'), render: hostCell },
            {
              id: 'intent',
              title: t('egress.intent'),
              render: row => <IntentCell egress={row} />,
            },
            {
              id: 'clients',
              title: t('egress.clients'),
              render: row => <ClientsCell egress={row} />,
            },
            {
              id: 'state',
              title: t('routing.state'),
              render: row => (
                <StateWord word={words.egress(row.state)} tone={row.tone} />
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
