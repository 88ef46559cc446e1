import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { markLowerBound } from '../../text/markLowerBound';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { AgeText } from '../ClusterChip/AgeText';
import { ClusterChip } from '../ClusterChip/ClusterChip';
import type { DataStateInputs } from '../DataState/DataStateProps';
import { VIEW_WORDS } from '../DataState/viewWord';
import { StateWord } from '../StateWord/StateWord';
import { leadingFact } from './leadingFact';
import { MeshMenu } from './MeshMenu';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '4px 8px',
    fontSize: '0.875rem',
    textAlign: 'right',
  },
});

interface CardHeaderProps extends DataStateInputs {
  clustersOpen: boolean;
  onToggleClusters: () => void;
  onRefresh: (clusters: readonly string[]) => void;
}

/** Worst word, clusters, age, menu. */
export function CardHeader(props: CardHeaderProps) {
  const classes = useStyles();
  const { status, view, entityRef } = props;
  // No number and no age is given to who may not read.
  const withheld = view === 'forbidden' || view === 'not-permitted';
  return (
    <div className={classes.root}>
      {view !== 'loading' && <HeaderWord {...props} />}
      {status && !withheld && view !== 'no-annotation' && (
        <>
          <ClusterChip
            status={status}
            open={props.clustersOpen}
            onToggle={props.onToggleClusters}
          />
          <AgeText clusters={status.clusters} />
        </>
      )}
      <MeshMenu
        entityRef={entityRef}
        onRefresh={() =>
          props.onRefresh(status?.clusters.map(c => c.cluster) ?? [])
        }
      />
    </div>
  );
}

function HeaderWord({ view, status }: DataStateInputs) {
  const { t } = useTranslationRef(istioTranslationRef);
  const fact =
    view === 'ready' || view === 'partial' ? leadingFact(status) : undefined;
  if (fact) {
    const word = fact.lowerBound ? markLowerBound(fact.word) : fact.word;
    return <StateWord word={word} tone={fact.tone} />;
  }
  const { word, tone, shape } = VIEW_WORDS[view];
  return <StateWord word={t(`word.${word}`)} tone={tone} shape={shape} />;
}
