import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetRow } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { tokenStep } from '../../steps/factSteps';
import { soleEntity } from '../../steps/soleEntity';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { BreakableName } from '../BreakableName/BreakableName';
import type { FactColumn } from '../FactTable/FactTable';
import {
  GatewayCell,
  RouteCell,
  ServiceCell,
  TokenCell,
} from '../RoutingView/routingCells';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { AuthenticationSection } from '../WorkloadFacts/AuthenticationSection';
import { EntitiesCell } from './EntitiesCell';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'exposures'>;

/** Every host on every gateway and where it leads. */
export function ExposureList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="exposures"
      title={t('fleet.exposures')}
      foot={t('routing.note')}
      empty={t('fleet.noExposure')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }) => ({
        title: fact.host,
        place: `${fact.cluster} · ${objectText(fact.gateway)}`,
        word: <StateWord word={words.exposure(fact.state)} tone={fact.tone} />,
        body: (
          <>
            <WhyAndStep why={fact.why} step={fact.action} />
            {fact.authentication && (
              <AuthenticationSection
                authentication={fact.authentication}
                step={tokenStep(fact, soleEntity(entities))}
              />
            )}
            <RowLinks
              entities={entities}
              more={moreEntities}
              object={fact.gateway}
            />
          </>
        ),
      })}
    />
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  return (open: OpenRow<'exposures'>): Array<FactColumn<Row>> => [
    {
      id: 'host',
      title: t('routing.host'),
      render: row => (
        <>
          {open(row, <BreakableName name={row.fact.host} />)}
          <div>{row.fact.cluster}</div>
        </>
      ),
    },
    {
      id: 'gateway',
      title: t('routing.gateway'),
      render: ({ fact }) => <GatewayCell exposure={fact} />,
    },
    {
      id: 'route',
      title: t('routing.route'),
      render: ({ fact }) => <RouteCell exposure={fact} />,
    },
    {
      id: 'service',
      title: t('routing.service'),
      render: ({ fact }) => <ServiceCell exposure={fact} />,
    },
    {
      id: 'token',
      title: t('authorization.token'),
      render: ({ fact }) => <TokenCell exposure={fact} />,
    },
    {
      id: 'state',
      title: t('routing.state'),
      render: ({ fact }) => (
        <StateWord word={words.exposure(fact.state)} tone={fact.tone} />
      ),
    },
    {
      id: 'entity',
      title: t('fleet.entity'),
      render: row => (
        <EntitiesCell entities={row.entities} more={row.moreEntities} />
      ),
    },
  ];
}
