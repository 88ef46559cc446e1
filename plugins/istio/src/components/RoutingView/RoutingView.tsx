import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  ExposureStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { useUrlParams } from '../../hooks/useUrlParams';
import { templateHref } from '../../links/templateHref';
import { tokenStep } from '../../steps/factSteps';
import { objectName } from '../../text/objectText';
import { needsAttention, worstFirst } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { useFilters } from '../Filters/useFilters';
import { InlineLink } from '../LinkedText/InlineLink';
import { Panel } from '../Panel/Panel';
import { WhyAndStep } from '../Why/WhyAndStep';
import { AuthenticationSection } from '../WorkloadFacts/AuthenticationSection';
import { EgressPanel } from './EgressPanel';
import { useRoutingColumns } from './useRoutingColumns';

/** Names an exposure in the URL. */
function exposureKey({ cluster, host, gateway, server }: ExposureStatus) {
  return `${cluster}/${host}/${objectName(gateway)}:${server.port}`;
}

/** Each host with the way to the workload, in the order a request takes. */
export function RoutingView({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useUrlParams();
  const countText = useCountText();
  const rows = worstFirst(status.exposures, row => row.tone, exposureKey);
  const { shown, bar } = useFilters(rows, [
    { id: 'cluster', label: t('filter.cluster'), valueOf: row => row.cluster },
  ]);
  const open = params.get('open');
  const columns = useRoutingColumns(row => {
    const key = exposureKey(row);
    return {
      open: key === open,
      onToggle: () => params.set('open', key === open ? undefined : key),
    };
  });
  return (
    <>
      {bar}
      <Panel
        flush
        foot={t('routing.note')}
        head={
          <h3>{t('routing.heading', { value: countText(shown.length) })}</h3>
        }
      >
        {shown.length === 0 ? (
          <Panel>
            {rows.length === 0 ? <NoHost status={status} /> : t('filter.none')}
          </Panel>
        ) : (
          <FactTable
            label={t('tab.routing')}
            columns={columns}
            rows={shown}
            keyOf={exposureKey}
            highlight={({ tone }) => (needsAttention(tone) ? tone : undefined)}
            detail={row =>
              exposureKey(row) === open && (
                <ExposureDetail exposure={row} entityRef={status.entityRef} />
              )
            }
          />
        )}
      </Panel>
      <EgressPanel entityRef={status.entityRef} egress={status.egress} />
    </>
  );
}

function ExposureDetail(props: {
  exposure: ExposureStatus;
  entityRef: string;
}) {
  const { exposure, entityRef } = props;
  const { why, action, authentication } = exposure;
  return (
    <>
      <WhyAndStep why={why} step={action} />
      {authentication && (
        <AuthenticationSection
          authentication={authentication}
          step={tokenStep(exposure, entityRef)}
        />
      )}
    </>
  );
}

/** Not exposed: the way to the first host, where the backend knows a template. */
function NoHost({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const step = status.facts.find(fact => fact.id === 'certificates')?.action;
  return (
    <>
      {t('routing.empty')}{' '}
      {step?.template && (
        <InlineLink to={templateHref(step.template)}>{step.title}</InlineLink>
      )}
    </>
  );
}
