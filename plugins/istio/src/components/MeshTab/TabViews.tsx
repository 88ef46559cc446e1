import { Navigate, Route, Routes } from 'react-router-dom';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { MESH_VIEWS } from '../../hooks/useMeshHref';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CertificatesView } from '../CertificatesView/CertificatesView';
import { ChangesView } from '../ChangesView/ChangesView';
import { RoutingView } from '../RoutingView/RoutingView';
import { SecurityView } from '../SecurityView/SecurityView';
import { WorkloadsView } from '../WorkloadsView/WorkloadsView';
import { ViewNav } from '../ViewNav/ViewNav';
import { attention } from './attention';

const useStyles = makeStyles((theme: Theme) => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
}));

/** The views and the way between them; each has its own address. */
export function TabViews({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const counts = attention(status);
  // Without a mesh the certificates are what there is to see.
  const first = status.state === 'not-installed' ? 'certificates' : 'workloads';
  return (
    <div className={classes.root}>
      <ViewNav
        views={MESH_VIEWS.map(view => ({
          path: view,
          title: t(`tab.${view}`),
          count: counts[view],
        }))}
      />
      <Routes>
        <Route path="workloads" element={<WorkloadsView status={status} />} />
        <Route
          path="security"
          element={
            <SecurityView
              entityRef={status.entityRef}
              workloads={status.workloads}
            />
          }
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
