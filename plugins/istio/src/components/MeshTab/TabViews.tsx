import { Navigate, Route, Routes } from 'react-router-dom';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { CertificatesView } from '../CertificatesView/CertificatesView';
import { ChangesView } from '../ChangesView/ChangesView';
import { RoutingView } from '../RoutingView/RoutingView';
import { SecurityView } from '../SecurityView/SecurityView';
import { WorkloadsView } from '../WorkloadsView/WorkloadsView';
import { attention } from './attention';
import { ViewNav } from './ViewNav';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
}));

/** The views and the way between them; each has its own address. */
export function TabViews({ status }: { status: EntityStatus }) {
  const classes = useStyles();
  // Without a mesh the certificates are what there is to see.
  const first = status.state === 'not-installed' ? 'certificates' : 'workloads';
  return (
    <div className={classes.root}>
      <ViewNav counts={attention(status)} />
      <Routes>
        <Route
          path="workloads"
          element={<WorkloadsView workloads={status.workloads} />}
        />
        <Route
          path="security"
          element={<SecurityView workloads={status.workloads} />}
        />
        <Route
          path="certificates"
          element={<CertificatesView status={status} />}
        />
        <Route path="routing" element={<RoutingView status={status} />} />
        <Route path="changes" element={<ChangesView status={status} />} />
        <Route path="*" element={<Navigate to={first} replace />} />
      </Routes>
    </div>
  );
}
