import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  worstTone,
  type FleetRow,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ACCESS_TONES, useFactWords } from '../../hooks/useFactWords';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { soleEntity } from '../../steps/soleEntity';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { FactColumn } from '../FactTable/FactTable';
import { accessTone } from '../MeshTab/attention';
import { StrictAnswer } from '../SecurityView/StrictAnswer';
import { StateWord } from '../StateWord/StateWord';
import { Decider } from '../Why/Decider';
import { AuthorizationSection } from '../WorkloadFacts/AuthorizationSection';
import { MtlsSection } from '../WorkloadFacts/MtlsSection';
import { NetworkSection } from '../WorkloadFacts/NetworkSection';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { leastStrict } from './leastStrict';
import { ObjectPlace } from './ObjectPlace';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'workloads'>;

/** The least strict port of each workload, who may call it, and what STRICT would break. */
export function SecurityList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="workloads"
      title={t('fleet.inboundMtls')}
      foot={t('security.note')}
      empty={t('fleet.noWorkload')}
      columns={columns}
      toneOf={row => toneOf(row.fact)}
      drawer={({ fact, entities, moreEntities }) => ({
        title: t('fleet.securityOf', { name: fact.ref.name }),
        place: `${fact.cluster} · ${objectText(fact.ref)}`,
        body: (
          <>
            <MtlsSection workload={fact} entityRef={soleEntity(entities)} />
            <AuthorizationSection workload={fact} />
            <NetworkSection workload={fact} />
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

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const verdicts = useVerdictWords();
  const words = useFactWords();
  const ofPort =
    (render: (port: WorkloadStatus['mtls'][number]) => JSX.Element) =>
    ({ fact }: Row) => {
      const port = leastStrict(fact);
      return port ? render(port) : t('tab.noStep');
    };
  return (open: OpenRow<'workloads'>): Array<FactColumn<Row>> => [
    {
      id: 'workload',
      title: t('routing.workload'),
      render: row => (
        <>
          {open(row, row.fact.ref.name)}
          <ObjectPlace cluster={row.fact.cluster} object={row.fact.ref} />
        </>
      ),
    },
    {
      id: 'mode',
      title: t('fleet.leastStrict'),
      render: ofPort(port => (
        <>
          <StateWord word={verdicts.mtls(port.mode)} tone={port.tone} />
          <div>
            {port.port === 0 ? t('security.allPorts') : `:${port.port}`}
          </div>
        </>
      )),
    },
    {
      id: 'decided',
      title: t('tab.decidedByShadowed'),
      render: ofPort(port => (
        <Decider why={port.why} fallback={t('security.noPolicy')} />
      )),
    },
    {
      id: 'breaks',
      title: t('security.breaks'),
      render: ofPort(port => <StrictAnswer port={port} />),
    },
    {
      id: 'access',
      title: t('fleet.access'),
      render: ({ fact: { authorization, network } }) => (
        <>
          {authorization ? (
            <>
              <StateWord
                word={words.access(authorization.access)}
                tone={ACCESS_TONES[authorization.access]}
              />
              <div>
                {t('fleet.token', {
                  word: words.jwt(authorization.authentication.jwt),
                })}
              </div>
            </>
          ) : (
            <StateWord word={t('authorization.notEnforced')} tone="neutral" />
          )}
          <div>
            {network
              ? words.defaultDeny(network.defaultDeny)
              : t('network.unread')}
          </div>
        </>
      ),
    },
  ];
}

function toneOf(workload: WorkloadStatus) {
  return worstTone([
    accessTone(workload),
    ...workload.mtls.map(({ tone }) => tone),
  ]);
}
