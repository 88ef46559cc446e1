import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  worstTone,
  type ClusterFreshness,
  type EntityStatus,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useClusterStateWord } from '../../hooks/useClusterStateWord';
import { useTimeText } from '../../hooks/useTimeText';
import {
  useVerdictWords,
  type VerdictWords,
} from '../../hooks/useVerdictWords';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { isMissing, isUnreadable } from '../DataState/viewOf';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  wrap: { overflowX: 'auto', marginBottom: theme.spacing(1) },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: '0.75rem',
    '& th': {
      textAlign: 'left',
      fontWeight: 400,
      color: textColours(theme).quiet,
    },
    '& th[scope=row]': {
      fontWeight: 600,
      color: theme.palette.text.primary,
    },
    '& th, & td': {
      padding: theme.spacing(0.75, 1, 0.75, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      verticalAlign: 'baseline',
    },
  },
  note: {
    paddingTop: theme.spacing(0.75),
    fontSize: '0.75rem',
    color: textColours(theme).quiet,
  },
}));

/** The facts of an entity cluster by cluster; missing ones say why. */
export function ClusterTable({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('clusters.cluster')}</th>
            <th scope="col">{t('clusters.pods')}</th>
            <th scope="col">{t('facts.revision')}</th>
            <th scope="col">{t('facts.mtls')}</th>
            <th scope="col">{t('facts.certificates')}</th>
          </tr>
        </thead>
        <tbody>
          {status.clusters.map(cluster => (
            <ClusterRow
              key={cluster.cluster}
              cluster={cluster}
              status={status}
            />
          ))}
        </tbody>
      </table>
      {status.clustersWithNothing > 0 && (
        <div className={classes.note}>
          {t('clusters.nothing', { count: status.clustersWithNothing })}
        </div>
      )}
    </div>
  );
}

interface ClusterRowProps {
  cluster: ClusterFreshness;
  status: EntityStatus;
}

function ClusterRow({ cluster, status }: ClusterRowProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  if (isMissing(cluster)) return <MissingRow cluster={cluster} />;
  const { pods, revision, mtls, certificate } = factsOf(
    cluster.cluster,
    status,
    words,
  );
  return (
    <tr>
      <th scope="row">{cluster.cluster}</th>
      <td>{pods}</td>
      {[revision, mtls, certificate].map((fact, index) => (
        // The three columns never change places.
        // eslint-disable-next-line react/no-array-index-key
        <td key={index}>
          {fact ? <StateWord {...fact} /> : t('clusters.none')}
        </td>
      ))}
    </tr>
  );
}

function MissingRow({ cluster }: { cluster: ClusterFreshness }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const stateWord = useClusterStateWord();
  const { moment } = useTimeText();
  const now = useNow();
  return (
    <tr>
      <th scope="row">{cluster.cluster}</th>
      <td colSpan={4}>
        <StateWord
          word={t('clusters.missing', {
            state: stateWord(cluster.state),
            time: moment(cluster.since, now),
          })}
          tone="neutral"
          shape={isUnreadable(cluster) ? 'forbidden' : 'unreachable'}
        />
        {cluster.message && <div>{cluster.message}</div>}
      </td>
    </tr>
  );
}

interface WordAndTone {
  word: string;
  tone: Tone;
}

function factsOf(name: string, status: EntityStatus, words: VerdictWords) {
  const workloads = status.workloads.filter(w => w.cluster === name);
  const sum = (pick: (pods: { total: number; current: number }) => number) =>
    workloads.reduce((total, workload) => total + pick(workload.pods), 0);
  return {
    pods: `${sum(pods => pods.current)}/${sum(pods => pods.total)}`,
    revision: worst(
      workloads.map(({ revision }) => ({
        word: words.revision(revision.verdict),
        tone: revision.tone,
      })),
    ),
    mtls: worst(
      workloads
        .flatMap(workload => workload.mtls)
        .map(port => ({ word: words.mtls(port.mode), tone: port.tone })),
    ),
    certificate: worst(
      status.certificates
        .filter(certificate => certificate.cluster === name)
        .map(({ state, tone }) => ({ word: words.certificate(state), tone })),
    ),
  };
}

function worst(facts: readonly WordAndTone[]): WordAndTone | undefined {
  const tone = worstTone(facts.map(fact => fact.tone));
  return facts.find(fact => fact.tone === tone);
}
