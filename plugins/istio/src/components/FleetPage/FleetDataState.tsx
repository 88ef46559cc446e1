import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCopy } from '../../hooks/useCopy';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ClusterDataState } from '../DataState/ClusterDataState';
import { KeptRowsNotice } from '../DataState/KeptRowsNotice';
import type { KnownClusters } from '../DataState/KnownClusters';
import { LateNotice } from '../DataState/LateNotice';
import { missingRule } from '../DataState/missingRule';
import { viewOfFleet, type ViewKind } from '../DataState/viewOf';
import { TabSkeleton } from '../MeshTab/TabSkeleton';
import { Panel } from '../Panel/Panel';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  button: { textTransform: 'none', fontWeight: 600, alignSelf: 'flex-start' },
}));

interface FleetDataStateProps {
  value?: KnownClusters;
  /** How many rows there are. */
  rows: number;
  error?: Error;
  loading: boolean;
  slow: boolean;
  onAgain: () => void;
  children: ReactNode;
}

/** In these the data follows, with or without a remark. */
const WITH_ROWS: ReadonlySet<ViewKind> = new Set([
  'ready',
  'partial',
  'stale',
  'unreachable',
]);

/** Rows of the fleet, or why there are none, and what to do about it. */
export function FleetDataState(props: FleetDataStateProps) {
  const classes = useStyles();
  const { value, rows, error } = props;
  const view = viewOfFleet({ ...props, status: value });
  const content = (
    <ClusterDataState
      view={view}
      status={value}
      error={error}
      hasValues={rows > 0}
      skeleton={<TabSkeleton />}
    >
      {props.children}
    </ClusterDataState>
  );
  return (
    <div className={classes.root}>
      <KeptRowsNotice status={value} error={error} />
      {WITH_ROWS.has(view) ? content : <Panel>{content}</Panel>}
      {view === 'loading' && <LateNotice status={value} slow={props.slow} />}
      <StateButton view={view} status={value} onAgain={props.onAgain} />
    </div>
  );
}

interface StateButtonProps {
  view: ViewKind;
  status?: KnownClusters;
  onAgain: () => void;
}

/** The one next step where the rows themselves offer none. */
function StateButton({ view, status, onAgain }: StateButtonProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { copied, copy } = useCopy();
  if (view === 'ready' || view === 'partial' || view === 'loading') return null;
  const rule = view === 'forbidden' && status ? missingRule(status) : '';
  const copyLabel = copied
    ? t('state.noAnnotation.copied')
    : t('state.forbidden.copy');
  return (
    <Button
      className={classes.button}
      variant="outlined"
      color="primary"
      onClick={() => (rule ? copy(rule) : onAgain())}
    >
      {rule ? copyLabel : t('state.failed.action')}
    </Button>
  );
}
