import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Fragment, type ComponentType, type ReactNode } from 'react';
import { textColours } from '../../theme/textColours';
import { FailedBody } from './FailedBody';
import { ForbiddenBody } from './ForbiddenBody';
import type { KnownClusters } from './KnownClusters';
import { NotInstalledBody } from './NotInstalledBody';
import { NotPermittedBody } from './NotPermittedBody';
import { StaleNotice } from './StaleNotice';
import { UnreachableNotice } from './UnreachableNotice';
import type { ViewKind } from './viewOf';

const useStyles = makeStyles((theme: Theme) => ({
  stack: { display: 'flex', flexDirection: 'column', gap: 12, minWidth: 0 },
  // Grey and still readable: fading alone would take the contrast away.
  lastKnown: {
    filter: 'grayscale(1)',
    '& *': { color: `${textColours(theme).quiet} !important` },
  },
}));

/** What stands around and in the place of the data. */
export interface DataStateFrame {
  /** What stands in the place of the data until it comes, in its final height. */
  skeleton: ReactNode;
  /** What explanations stand in where data follows them: a panel on a page. */
  frame?: ComponentType<{ children: ReactNode }>;
  /** The data itself; shown with a remark when it is old or incomplete. */
  children: ReactNode;
}

interface ClusterDataStateProps extends DataStateFrame {
  view: ViewKind;
  status?: KnownClusters;
  error?: Error;
  /** Absent where the whole fleet is meant. */
  entityRef?: string;
  /** Whether there are values to show beside an explanation. */
  hasValues: boolean;
}

/** What a reader sees when it depends on the clusters alone. */
export function ClusterDataState(props: ClusterDataStateProps) {
  const classes = useStyles();
  const { view, status, hasValues, children } = props;
  const { frame: Frame = Fragment } = props;
  if (view === 'loading') {
    return <div aria-busy="true">{props.skeleton}</div>;
  }
  if (!status) {
    return view === 'not-permitted' ? (
      <NotPermittedBody entityRef={props.entityRef} />
    ) : (
      <FailedBody error={props.error} />
    );
  }
  switch (view) {
    case 'forbidden':
      return <ForbiddenBody status={status} entityRef={props.entityRef} />;
    case 'not-installed':
      return (
        <div className={classes.stack}>
          <Frame>
            <NotInstalledBody status={status} hasValues={hasValues} />
          </Frame>
          {hasValues && children}
        </div>
      );
    case 'unreachable':
      return (
        <div className={classes.stack}>
          <UnreachableNotice status={status} hasValues={hasValues} />
          {hasValues && <div className={classes.lastKnown}>{children}</div>}
        </div>
      );
    case 'stale':
      return (
        <div className={classes.stack}>
          <StaleNotice status={status} />
          {children}
        </div>
      );
    default:
      return <>{children}</>;
  }
}
