import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Fragment, type ComponentType, type ReactNode } from 'react';
import { textColours } from '../../theme/textColours';
import type { DataStateInputs } from './DataStateProps';
import { FailedBody } from './FailedBody';
import { ForbiddenBody } from './ForbiddenBody';
import { NoAnnotationBody } from './NoAnnotationBody';
import { NotInMeshBody } from './NotInMeshBody';
import { NotInstalledBody } from './NotInstalledBody';
import { NotPermittedBody } from './NotPermittedBody';
import { NoWorkloadBody } from './NoWorkloadBody';
import { StaleNotice } from './StaleNotice';
import { UnreachableNotice } from './UnreachableNotice';

const useStyles = makeStyles((theme: Theme) => ({
  stack: { display: 'flex', flexDirection: 'column', gap: 12, minWidth: 0 },
  // Grey and still readable: fading alone would take the contrast away.
  lastKnown: {
    filter: 'grayscale(1)',
    '& *': { color: `${textColours(theme).quiet} !important` },
  },
}));

interface DataStateProps extends DataStateInputs {
  /** What stands in the place of the data until it comes, in its final height. */
  skeleton: ReactNode;
  /** What explanations stand in where data follows them: a panel on a page. */
  frame?: ComponentType<{ children: ReactNode }>;
  /** The data itself; shown with a remark when it is old or incomplete. */
  children: ReactNode;
}

/**
 * The one place that decides what a reader sees while the data is not simply
 * there: loading, four kinds of empty, forbidden, unreachable, stale, partial.
 * Card and tab use it alike, so that a state reads the same everywhere.
 */
export function DataState(props: DataStateProps) {
  const classes = useStyles();
  const { view, status, skeleton, children, frame: Frame = Fragment } = props;
  if (view === 'loading') {
    return <div aria-busy="true">{skeleton}</div>;
  }
  if (!status) {
    return view === 'not-permitted' ? (
      <NotPermittedBody {...props} />
    ) : (
      <FailedBody {...props} />
    );
  }
  switch (view) {
    case 'no-annotation':
      return <NoAnnotationBody {...props} status={status} />;
    case 'no-workload':
      return <NoWorkloadBody status={status} />;
    case 'not-in-mesh':
      return <NotInMeshBody status={status} />;
    case 'forbidden':
      return <ForbiddenBody status={status} />;
    case 'not-installed':
      return (
        <div className={classes.stack}>
          <Frame>
            <NotInstalledBody status={status} />
          </Frame>
          {status.facts.length > 0 && children}
        </div>
      );
    case 'unreachable':
      return (
        <div className={classes.stack}>
          <UnreachableNotice status={status} />
          {status.facts.length > 0 && (
            <div className={classes.lastKnown}>{children}</div>
          )}
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
