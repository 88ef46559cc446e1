import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FleetRow,
  TrustRootStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { listText } from '../../text/listText';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'trust-roots'>;

/** The root certificates of the mesh, by cluster and revision. */
export function TrustRootList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="trust-roots"
      title={t('roots.title')}
      foot={t('roots.note')}
      empty={t('roots.empty')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }) => ({
        title: t('roots.drawer', { cluster: fact.cluster }),
        place: `${fact.cluster} · ${objectText(fact.ref)}`,
        word: (
          <StateWord word={words.certificate(fact.state)} tone={fact.tone} />
        ),
        body: (
          <>
            <WhyAndStep why={fact.why} step={fact.action} />
            <Certificates root={fact} />
            <RowLinks
              entities={entities}
              more={moreEntities}
              object={fact.ref}
            />
          </>
        ),
      })}
    />
  );
}

/** Every certificate of the bundle, and who holds it. */
function Certificates({ root }: { root: TrustRootStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { moment } = useTimeText();
  const now = useNow();
  const hidden = root.namespaceCount - root.namespaces.length;
  return (
    <DefinitionRows
      rows={[
        ...root.certificates.map(certificate => ({
          id: certificate.fingerprint,
          label: t('roots.certificate'),
          value: (
            <>
              {certificate.subject}
              <div>
                {t('roots.ends', { date: moment(certificate.notAfter, now) })}
              </div>
              <div>
                {t('roots.fingerprint', {
                  value: certificate.fingerprint.slice(0, 16),
                })}
              </div>
            </>
          ),
        })),
        {
          id: 'namespaces',
          label: t('roots.heldBy'),
          value: [
            listText(root.namespaces),
            ...(hidden > 0 ? [t('card.exposedMore', { count: hidden })] : []),
          ].join(' '),
        },
      ]}
    />
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const { moment } = useTimeText();
  const now = useNow();
  return (open: OpenRow<'trust-roots'>): Array<FactColumn<Row>> => [
    {
      id: 'cluster',
      title: t('filter.cluster'),
      render: row => (
        <>
          {open(row, row.fact.cluster)}
          <div>{row.fact.revisions.join(', ')}</div>
        </>
      ),
    },
    {
      id: 'ends',
      title: t('roots.rootEnds'),
      render: ({ fact }) =>
        fact.notAfter ? moment(fact.notAfter, now) : t('answer.unknown'),
    },
    {
      id: 'left',
      title: t('fleet.life'),
      render: ({ fact }) =>
        fact.lifetimeLeft === undefined
          ? t('answer.unknown')
          : t('certificates.left', {
              percent: String(Math.round(fact.lifetimeLeft * 100)),
            }),
    },
    {
      id: 'namespaces',
      title: t('roots.heldBy'),
      render: ({ fact }) => (
        <>
          {t('roots.namespaces', { count: fact.namespaceCount })}
          {!fact.majority && (
            <div>
              <StateWord word={t('roots.minority')} tone="warning" />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'state',
      title: t('routing.state'),
      render: ({ fact }) => (
        <StateWord word={words.certificate(fact.state)} tone={fact.tone} />
      ),
    },
    {
      id: 'why',
      title: t('tab.why'),
      render: ({ fact }) => fact.why.summary,
    },
  ];
}
