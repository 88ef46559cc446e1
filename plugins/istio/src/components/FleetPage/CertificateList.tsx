import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CertificateStatus,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { objectName, objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CertificateChain } from '../CertificatesView/CertificateChain';
import { CertificateRemark } from '../CertificatesView/CertificateRemark';
import { LifetimeBar } from '../CertificatesView/LifetimeBar';
import { RootCause } from '../CertificatesView/RootCause';
import { SecretSection } from '../CertificatesView/SecretSection';
import { BreakableName } from '../BreakableName/BreakableName';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import { EntitiesCell } from './EntitiesCell';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { ObjectPlace } from './ObjectPlace';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'certificates'>;

/** Every certificate, and every served secret without one. */
export function CertificateList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="certificates"
      title={t('tab.certificates')}
      foot={t('certificates.stateNote')}
      empty={t('fleet.noCertificate')}
      columns={columns}
      toneOf={row => row.fact.tone}
      drawer={({ fact, entities, moreEntities }) => ({
        title: fact.dnsNames[0] ?? fact.ref.name,
        place: `${fact.cluster} · ${objectText(fact.ref)}`,
        word: <CertificateWord certificate={fact} />,
        body: (
          <>
            <CertificateRemark certificate={fact} />
            {fact.rootCause && <RootCause certificate={fact} alsoIn={[]} />}
            <WhyAndStep
              why={fact.why}
              // The cause shows the step beside it.
              step={fact.rootCause ? undefined : fact.action}
            />
            <LifetimeBar certificate={fact} />
            <CertificateChain
              chain={fact.chain}
              label={t('certificates.chain')}
            />
            {fact.secret && <SecretSection check={fact.secret} />}
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

function CertificateWord({ certificate }: { certificate: CertificateStatus }) {
  const words = useVerdictWords();
  const { state, tone } = certificate;
  return (
    <StateWord
      word={words.certificate(state)}
      tone={tone}
      shape={state === 'renewing' ? 'renewing' : undefined}
    />
  );
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  return (open: OpenRow<'certificates'>): Array<FactColumn<Row>> => [
    {
      id: 'certificate',
      title: t('fleet.certificate'),
      render: row => (
        <>
          {open(
            row,
            <BreakableName name={row.fact.dnsNames[0] ?? row.fact.ref.name} />,
          )}
          {row.fact.dnsNames.length > 1 &&
            ` ${t('card.exposedMore', {
              count: row.fact.dnsNames.length - 1,
            })}`}
          <ObjectPlace cluster={row.fact.cluster} object={row.fact.ref} />
        </>
      ),
    },
    {
      id: 'state',
      title: t('filter.state'),
      render: ({ fact }) => <CertificateWord certificate={fact} />,
    },
    {
      id: 'why',
      title: t('tab.why'),
      render: ({ fact }) => fact.rootCause?.summary ?? fact.why.summary,
    },
    {
      id: 'life',
      title: t('fleet.life'),
      render: ({ fact }) => <CertificateRemark certificate={fact} />,
    },
    {
      id: 'served',
      title: t('fleet.servedBy'),
      render: ({ fact }) =>
        fact.servedBy.length > 0
          ? fact.servedBy.map(ref => (
              <div key={objectText(ref)}>{objectName(ref)}</div>
            ))
          : t('fleet.servedByNone'),
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
