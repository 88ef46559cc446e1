import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ClusterFreshness,
  Tone,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { workloadDashboards } from '../GrafanaLinks/dashboardLinks';
import { GrafanaLinks } from '../GrafanaLinks/GrafanaLinks';
import { StateWord } from '../StateWord/StateWord';
import { DataPlaneSection } from '../WorkloadFacts/DataPlaneSection';
import { NetworkSection } from '../WorkloadFacts/NetworkSection';
import { RevisionSection } from '../WorkloadFacts/RevisionSection';
import { SupplySection } from '../WorkloadFacts/SupplySection';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: theme.spacing(3),
    padding: theme.spacing(2),
    borderRadius: 6,
    background: theme.palette.background.paper,
    '@container (max-width: 719px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      padding: theme.spacing(1.5),
    },
  },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  pod: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
  },
}));

type PodRow = WorkloadStatus['podList'][number];

interface WorkloadDetailProps {
  workload: WorkloadStatus;
  clusters: readonly ClusterFreshness[];
}

/** Why and one thing to do, beside the pods that led to it, their images and network. */
export function WorkloadDetail({ workload, clusters }: WorkloadDetailProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { stamp } = useTimeText();
  const { revision, podList } = workload;
  return (
    <div className={classes.root}>
      <div className={classes.facts}>
        <RevisionSection workload={workload} />
        <DataPlaneSection workload={workload} />
        <GrafanaLinks links={workloadDashboards(workload, clusters)} />
      </div>
      <div className={classes.facts}>
        <FactTable
          compact
          label={t('workloads.pod')}
          rows={podList}
          keyOf={pod => pod.name}
          columns={[
            {
              id: 'name',
              title: t('workloads.pod'),
              render: pod => <span className={classes.pod}>{pod.name}</span>,
            },
            {
              id: 'revision',
              title: t('workloads.revision'),
              render: pod => pod.revision ?? '–',
            },
            {
              id: 'proxy',
              title: t('workloads.proxy'),
              render: pod => pod.proxyVersion ?? '–',
            },
            {
              id: 'started',
              title: t('workloads.started'),
              render: pod => stamp(pod.createdAt),
            },
            {
              id: 'verdict',
              title: t('workloads.verdict'),
              render: pod => (
                <PodVerdict pod={pod} desired={revision.desired} />
              ),
            },
          ]}
        />
        <SupplySection workload={workload} />
        <NetworkSection workload={workload} />
      </div>
    </div>
  );
}

function PodVerdict({ pod, desired }: { pod: PodRow; desired?: string }) {
  const { t } = useTranslationRef(istioTranslationRef);
  if (pod.problem) return <PodProblem problem={pod.problem} />;
  const [word, tone] = verdict(pod, desired);
  return <StateWord word={t(`workloads.${word}`)} tone={tone} />;
}

/** The reason in a word; whole messages stand with the images. */
function PodProblem({ problem }: { problem: string }) {
  const [reason] = problem.split(':', 1);
  return (
    <span title={problem}>
      <StateWord word={reason} tone="warning" />
    </span>
  );
}

function verdict(
  { revision }: PodRow,
  desired: string | undefined,
): ['podBehind' | 'podCurrent' | 'podUnknown', Tone] {
  if (!revision || !desired) return ['podUnknown', 'unknown'];
  return revision === desired ? ['podCurrent', 'ok'] : ['podBehind', 'warning'];
}
