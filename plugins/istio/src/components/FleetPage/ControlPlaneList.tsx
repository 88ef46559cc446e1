import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ControlPlaneStatus,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { SUPPORT_TONES, useFactWords } from '../../hooks/useFactWords';
import { useTimeText } from '../../hooks/useTimeText';
import { upgradeStep } from '../../steps/factSteps';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DefinitionRows } from '../DefinitionRows/DefinitionRows';
import type { FactColumn } from '../FactTable/FactTable';
import { controlPlaneDashboards } from '../GrafanaLinks/dashboardLinks';
import { GrafanaLinks } from '../GrafanaLinks/GrafanaLinks';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'control-planes'>;

/** Every istiod: version, support, skew, proxies and mesh settings. */
export function ControlPlaneList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="control-planes"
      title={t('controlPlanes.title')}
      foot={t('controlPlanes.note')}
      empty={t('controlPlanes.empty')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }, clusters) => ({
        title: fact.ref.name,
        place: `${fact.cluster} · ${objectText(fact.ref)}`,
        word: <ReadyWord plane={fact} />,
        body: (
          <>
            {fact.why && <WhyAndStep why={fact.why} step={upgradeStep(fact)} />}
            <Settings plane={fact} />
            <GrafanaLinks links={controlPlaneDashboards(fact, clusters)} />
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

interface PlaneProps {
  plane: ControlPlaneStatus;
}

/** What a reader of `meshConfig` would look for. */
function Settings({ plane }: PlaneProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const rows = [
    ['trustDomain', plane.trustDomain],
    ['rootNamespace', plane.rootNamespace],
    ['outbound', plane.outboundTrafficPolicy],
    [
      'autoMtls',
      plane.autoMtls ? t('controlPlanes.on') : t('controlPlanes.off'),
    ],
    ['proxies', <Proxies key="proxies" plane={plane} />],
    ['support', <Support key="support" plane={plane} />],
    ['skew', <Skew key="skew" plane={plane} />],
  ] as const;
  return (
    <DefinitionRows
      rows={rows.map(([id, value]) => ({
        id,
        label: t(`controlPlanes.${id}`),
        value,
      }))}
    />
  );
}

function ReadyWord({ plane: { ready } }: PlaneProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  return ready ? (
    <StateWord word={t('controlPlanes.ready')} tone="ok" />
  ) : (
    <StateWord word={t('controlPlanes.notReady')} tone="error" />
  );
}

interface SupportProps extends PlaneProps {
  /** Without the source of the date. */
  short?: boolean;
}

function Support({ plane: { support }, short }: SupportProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const { moment } = useTimeText();
  const now = useNow();
  if (!support)
    return <StateWord word={words.support('unknown')} tone="unknown" />;
  return (
    <>
      <StateWord
        word={words.support(support.state)}
        tone={SUPPORT_TONES[support.state]}
      />
      {support.endOfLife && (
        <div>
          {t(
            support.state === 'ended'
              ? 'controlPlanes.endedOn'
              : 'controlPlanes.until',
            { date: moment(support.endOfLife, now) },
          )}
        </div>
      )}
      {!short && (
        <div>{t('controlPlanes.source', { source: support.source })}</div>
      )}
    </>
  );
}

function Skew({ plane: { skew } }: PlaneProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  if (!skew) return <StateWord word={t('answer.unknown')} tone="unknown" />;
  return (
    <>
      <StateWord
        word={words.skew(skew.state)}
        tone={skew.state === 'ok' ? 'ok' : 'error'}
      />
      <div>{skew.detail}</div>
    </>
  );
}

function Proxies({ plane: { proxies = [] } }: PlaneProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (proxies.length === 0) return <>{t('controlPlanes.noProxy')}</>;
  return (
    <>
      {proxies.map(({ version, pods }) => (
        <div key={version}>
          {t('controlPlanes.proxiesOf', { version, count: pods })}
        </div>
      ))}
    </>
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  return (open: OpenRow<'control-planes'>): Array<FactColumn<Row>> => [
    {
      id: 'revision',
      title: t('workloads.revision'),
      render: row => (
        <>
          {open(row, row.fact.revision)}
          <div>
            {[row.fact.cluster, row.fact.tags.join(', ')]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </>
      ),
    },
    {
      id: 'version',
      title: t('controlPlanes.version'),
      render: ({ fact }) => fact.version ?? t('answer.unknown'),
    },
    {
      id: 'ready',
      title: t('routing.state'),
      render: ({ fact }) => <ReadyWord plane={fact} />,
    },
    {
      id: 'support',
      title: t('controlPlanes.support'),
      render: ({ fact }) => <Support plane={fact} short />,
    },
    {
      id: 'proxies',
      title: t('controlPlanes.proxies'),
      render: ({ fact }) => <Proxies plane={fact} />,
    },
    {
      id: 'skew',
      title: t('controlPlanes.skew'),
      render: ({ fact }) => <Skew plane={fact} />,
    },
  ];
}
