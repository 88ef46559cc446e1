import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FleetRow,
  StrictReadiness,
  Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { readinessStep } from '../../steps/factSteps';
import { listText } from '../../text/listText';
import { objectName } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { StrictReasons } from '../WorkloadFacts/StrictReasons';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'strict-readiness'>;

/** So many are named in the table; the drawer has the rest. */
const NAMED = 3;

const TONES: Record<StrictReadiness['breaks'], Tone> = {
  yes: 'error',
  no: 'ok',
  unknown: 'unknown',
};

/** What would break if a namespace or the mesh went STRICT. */
export function ReadinessList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="strict-readiness"
      title={t('readiness.title')}
      foot={t('readiness.note')}
      empty={t('readiness.empty')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }) => ({
        title: t('readiness.drawer', { namespace: fact.namespace }),
        place: fact.cluster,
        word: (
          <StateWord
            word={`${t('security.breaks')} ${words.answer(fact.breaks)}`}
            tone={TONES[fact.breaks]}
          />
        ),
        body: (
          <>
            <WhyAndStep why={fact.why} step={readinessStep(fact)} />
            <StrictReasons reasons={fact.reasons} />
            {fact.more > 0 && (
              <p style={{ margin: 0, fontSize: '0.8125rem' }}>
                {t('readiness.more', { count: fact.more })}
              </p>
            )}
            <RowLinks
              entities={entities}
              more={moreEntities}
              object={{ group: '', kind: 'Namespace', name: fact.namespace }}
            />
          </>
        ),
      })}
    />
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  return (open: OpenRow<'strict-readiness'>): Array<FactColumn<Row>> => [
    {
      id: 'scope',
      title: t('readiness.scope'),
      render: row => (
        <>
          {open(
            row,
            row.fact.scope === 'mesh'
              ? t('readiness.mesh')
              : row.fact.namespace,
          )}
          <div>
            {[row.fact.cluster, row.fact.revision].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    {
      id: 'workloads',
      title: t('readiness.strict'),
      render: ({ fact: { workloads } }) =>
        t('workloads.currentOf', {
          current: String(workloads.strict),
          total: String(workloads.total),
        }),
    },
    {
      id: 'breaks',
      title: t('security.breaks'),
      render: ({ fact }) => (
        <StateWord word={words.answer(fact.breaks)} tone={TONES[fact.breaks]} />
      ),
    },
    {
      id: 'who',
      title: t('readiness.who'),
      render: ({ fact: { reasons, more } }) => {
        const hidden = Math.max(0, reasons.length - NAMED) + more;
        return (
          <>
            {reasons.length === 0
              ? t('tab.noStep')
              : listText(
                  reasons.slice(0, NAMED).map(({ ref }) => objectName(ref)),
                )}
            {hidden > 0 && <div>{t('readiness.more', { count: hidden })}</div>}
          </>
        );
      },
    },
  ];
}
