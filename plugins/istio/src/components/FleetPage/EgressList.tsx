import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EgressStatus,
  FleetRow,
  ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { soleEntity } from '../../steps/soleEntity';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ClientsCell, IntentCell } from '../EgressFacts/egressCells';
import { EgressDetail } from '../EgressFacts/EgressDetail';
import { BreakableName } from '../BreakableName/BreakableName';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'egress'>;

/** Every external host as clients of the mesh reach it. */
export function EgressList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="egress"
      title={t('fleet.egress')}
      foot={t('egress.note')}
      empty={t('fleet.noEgress')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }) => ({
        title: fact.host,
        place: `${fact.cluster} · ${words.intent(fact.intent)}`,
        word: <StateWord word={words.egress(fact.state)} tone={fact.tone} />,
        body: (
          <>
            <EgressDetail egress={fact} entityRef={soleEntity(entities)} />
            <RowLinks
              entities={entities}
              more={moreEntities}
              object={objectOf(fact)}
            />
          </>
        ),
      })}
    />
  );
}

/** The object that makes the host known, or what leads to it. */
function objectOf(egress: EgressStatus): ObjectRef {
  const { serviceEntry, virtualServices, destinationRules, host } = egress;
  return (
    serviceEntry ??
    virtualServices[0] ??
    destinationRules[0] ?? {
      group: 'networking.istio.io',
      kind: 'ServiceEntry',
      name: host,
    }
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  return (open: OpenRow<'egress'>): Array<FactColumn<Row>> => [
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
      id: 'intent',
      title: t('egress.intent'),
      render: ({ fact }) => <IntentCell egress={fact} />,
    },
    {
      id: 'clients',
      title: t('egress.clients'),
      render: ({ fact }) => <ClientsCell egress={fact} />,
    },
    {
      id: 'state',
      title: t('routing.state'),
      render: ({ fact }) => (
        <StateWord word={words.egress(fact.state)} tone={fact.tone} />
      ),
    },
    {
      id: 'why',
      title: t('tab.why'),
      render: ({ fact }) => fact.why.summary,
    },
  ];
}
