import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FindingStatus,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';
import { safeHref } from '../../links/safeHref';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { FactColumn } from '../FactTable/FactTable';
import { InlineLink } from '../LinkedText/InlineLink';
import { Pill } from '../Panel/Pill';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { EntitiesCell } from './EntitiesCell';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { ObjectPlace } from './ObjectPlace';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'findings'>;

/** What the analyzers found, with cause, fix and documentation. */
export function FindingList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="findings"
      title={t('fleet.findings')}
      foot={t('fleet.findingsNote')}
      empty={t('changes.noFindings')}
      columns={columns}
      toneOf={row => row.fact.severity}
      drawer={({ fact, entities, moreEntities }) => ({
        title: [fact.code, fact.title].filter(Boolean).join(', '),
        place: `${fact.cluster} · ${objectText(fact.ref)}`,
        word: <SeverityWord finding={fact} />,
        body: (
          <>
            <FindingWhy finding={fact} />
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

function SeverityWord({ finding }: { finding: FindingStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <>
      <StateWord
        word={t(`changes.${finding.severity}`)}
        tone={finding.severity}
      />
      {finding.muted && <Pill tone="neutral">{t('fleet.isMuted')}</Pill>}
    </>
  );
}

/** Cause, fix, and the objects that it concerns. */
function FindingWhy({ finding }: { finding: FindingStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { cause, fix, action, code, related = [], ref } = finding;
  const documentation = safeHref(finding.documentation);
  return (
    <>
      <WhyAndStep
        why={{
          summary: cause,
          considered: [ref, ...related].map((object, index) => ({
            ref: object,
            says: '',
            decides: index === 0,
            reason: index === 0 ? t('fleet.isWrong') : t('fleet.concerned'),
          })),
        }}
        step={action ?? { title: code, detail: fix }}
      />
      {action && (
        <p style={{ margin: 0, fontSize: '0.8125rem' }}>
          {t('changes.fix')} {fix}
        </p>
      )}
      {documentation && (
        <InlineLink to={documentation}>
          {t('changes.documentation', { code })}
        </InlineLink>
      )}
    </>
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  return (open: OpenRow<'findings'>): Array<FactColumn<Row>> => [
    {
      id: 'code',
      title: t('filter.code'),
      render: row => (
        <>
          {open(row, row.fact.code)}
          <div>{row.fact.title}</div>
        </>
      ),
    },
    {
      id: 'severity',
      title: t('fleet.severity'),
      render: ({ fact }) => <SeverityWord finding={fact} />,
    },
    {
      id: 'object',
      title: t('fleet.object'),
      render: ({ fact }) => (
        <>
          <strong>{fact.ref.name}</strong>
          <ObjectPlace cluster={fact.cluster} object={fact.ref} />
        </>
      ),
    },
    {
      id: 'cause',
      title: t('fleet.cause'),
      render: ({ fact }) => fact.cause,
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
