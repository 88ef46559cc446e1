import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  worstTone,
  type ClusterFreshness,
  type FleetRow,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { soleEntity } from '../../steps/soleEntity';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { FactColumn } from '../FactTable/FactTable';
import { workloadDashboards } from '../GrafanaLinks/dashboardLinks';
import { GrafanaLinks } from '../GrafanaLinks/GrafanaLinks';
import { accessTone, workloadTone } from '../MeshTab/attention';
import type { DrawerContent } from '../SideDrawer/SideDrawer';
import { StateWord } from '../StateWord/StateWord';
import { AuthorizationSection } from '../WorkloadFacts/AuthorizationSection';
import { DataPlaneSection } from '../WorkloadFacts/DataPlaneSection';
import { MtlsSection } from '../WorkloadFacts/MtlsSection';
import { NetworkSection } from '../WorkloadFacts/NetworkSection';
import { RevisionSection } from '../WorkloadFacts/RevisionSection';
import { SupplySection } from '../WorkloadFacts/SupplySection';
import { ModeCell } from '../WorkloadsView/ModeCell';
import { PodBar } from '../WorkloadsView/PodBar';
import { RevisionCell } from '../WorkloadsView/workloadCells';
import { EntitiesCell } from './EntitiesCell';
import { FleetListPanel, type OpenRow } from './FleetListPanel';
import { leastStrict } from './leastStrict';
import { ObjectPlace } from './ObjectPlace';
import { RowLinks } from './RowLinks';

type Row = FleetRow<'workloads'>;

/** Every workload of the fleet: mode, revision, pods, mTLS, images. */
export function WorkloadList() {
  const { t } = useTranslationRef(istioTranslationRef);
  const columns = useColumns();
  return (
    <FleetListPanel
      kind="workloads"
      title={t('tab.workloads')}
      foot={t('workloads.note')}
      empty={t('fleet.noWorkload')}
      columns={columns}
      toneOf={row => toneOf(row.fact)}
      drawer={drawerOf}
    />
  );
}

/** Everything that is known of a workload, each fact with its why. */
function drawerOf(
  { fact, entities, moreEntities }: Row,
  clusters: readonly ClusterFreshness[],
): DrawerContent {
  return {
    title: fact.ref.name,
    place: `${fact.cluster} · ${objectText(fact.ref)}`,
    body: (
      <>
        <DataPlaneSection workload={fact} />
        <RevisionSection workload={fact} />
        <MtlsSection workload={fact} entityRef={soleEntity(entities)} />
        <AuthorizationSection workload={fact} />
        <NetworkSection workload={fact} />
        <SupplySection workload={fact} />
        <GrafanaLinks links={workloadDashboards(fact, clusters)} />
        <RowLinks entities={entities} more={moreEntities} object={fact.ref} />
      </>
    ),
  };
}

function useColumns() {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
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
      id: 'entity',
      title: t('fleet.entity'),
      render: row => (
        <EntitiesCell entities={row.entities} more={row.moreEntities} />
      ),
    },
    {
      id: 'mode',
      title: t('workloads.mode'),
      render: ({ fact }) => <ModeCell workload={fact} />,
    },
    {
      id: 'revision',
      title: t('workloads.expected'),
      render: ({ fact }) => <RevisionCell revision={fact.revision} />,
    },
    {
      id: 'pods',
      title: t('workloads.podsCurrent'),
      render: ({ fact }) => (
        <PodBar pods={fact.pods} tone={fact.revision.tone} />
      ),
    },
    {
      id: 'verdict',
      title: t('workloads.verdict'),
      render: ({ fact }) => (
        <StateWord
          word={words.revision(fact.revision.verdict)}
          tone={fact.revision.tone}
        />
      ),
    },
    {
      id: 'mtls',
      title: t('fleet.leastStrict'),
      render: ({ fact }) => {
        const port = leastStrict(fact);
        return port ? (
          <StateWord word={words.mtls(port.mode)} tone={port.tone} />
        ) : (
          t('tab.noStep')
        );
      },
    },
  ];
}

function toneOf(workload: WorkloadStatus) {
  return worstTone([
    workloadTone(workload),
    accessTone(workload),
    ...workload.mtls.map(({ tone }) => tone),
  ]);
}
