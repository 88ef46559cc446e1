import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { markLowerBound } from '../../text/markLowerBound';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { AgeText } from '../ClusterChip/AgeText';
import { ClusterChip } from '../ClusterChip/ClusterChip';
import type { DataStateInputs } from '../DataState/DataStateProps';
import type { ViewKind } from '../DataState/viewOf';
import { VIEW_WORDS } from '../DataState/viewWord';
import { StateWord } from '../StateWord/StateWord';
import { NARROW_CARD } from './CardShell';
import { leadingFact } from './leadingFact';
import { MeshMenu } from './MeshMenu';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    fontSize: '0.875rem',
    [NARROW_CARD]: { flexGrow: 1 },
  },
  menu: { [NARROW_CARD]: { marginLeft: 'auto' } },
  late: {
    width: 148,
    height: 14,
    borderRadius: 7,
    background: theme.palette.action.disabledBackground,
  },
}));

/** Nothing was counted in these, or no count may be given. */
const WITHOUT_CLUSTERS: ReadonlySet<ViewKind> = new Set([
  'loading',
  'no-annotation',
  'forbidden',
  'not-permitted',
]);

interface CardHeaderProps extends DataStateInputs {
  clustersOpen: boolean;
  onToggleClusters: () => void;
  onRefresh: (clusters: readonly string[]) => void;
}

/** Worst word, clusters, age, menu. */
export function CardHeader(props: CardHeaderProps) {
  const classes = useStyles();
  const { status, view, entityRef } = props;
  const showsClusters = !WITHOUT_CLUSTERS.has(view);
  return (
    <div className={classes.root}>
      {view === 'loading' ? (
        <span className={classes.late} aria-hidden="true" />
      ) : (
        <HeaderWord {...props} />
      )}
      {status && showsClusters && (
        <>
          <ClusterChip
            status={status}
            open={props.clustersOpen}
            onToggle={props.onToggleClusters}
          />
          <AgeText clusters={status.clusters} />
        </>
      )}
      <div className={classes.menu}>
        <MeshMenu
          entityRef={entityRef}
          status={showsClusters ? status : undefined}
          onRefresh={() =>
            props.onRefresh(status?.clusters.map(c => c.cluster) ?? [])
          }
        />
      </div>
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
