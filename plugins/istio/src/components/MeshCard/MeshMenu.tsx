import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { useCopy } from '../../hooks/useCopy';
import { useMeshHref } from '../../hooks/useMeshHref';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { workloadDashboards } from '../GrafanaLinks/dashboardLinks';

/** More stand in the tab. */
const MOST_DASHBOARDS = 3;

interface MeshMenuProps {
  entityRef: string;
  /** Absent while nothing may be told of the entity. */
  status?: EntityStatus;
  onRefresh: () => void;
}

/** Read again, open the tab or a dashboard, copy the tab's link. */
export function MeshMenu({ entityRef, status, onRefresh }: MeshMenuProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { copy } = useCopy();
  const href = useMeshHref(entityRef)();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        size="small"
        edge="end"
        aria-label={t('menu.label')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVertIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem
          onClick={() => {
            onRefresh();
            close();
          }}
        >
          {t('menu.refresh')}
        </MenuItem>
        <MenuItem component={Link} to={href} color="inherit" onClick={close}>
          {t('menu.openTab')}
        </MenuItem>
        {dashboardsOf(status).map(({ href: to, name, cluster }) => (
          <MenuItem
            key={to}
            component={Link}
            to={to}
            color="inherit"
            onClick={close}
          >
            {t('menu.grafana', { name, cluster })}
          </MenuItem>
        ))}
        <MenuItem
          onClick={() => {
            copy(new URL(href, window.location.origin).href);
            close();
          }}
        >
          {t('menu.copyLink')}
        </MenuItem>
      </Menu>
    </>
  );
}

/** One dashboard for each of the first workloads. */
function dashboardsOf(status: EntityStatus | undefined) {
  if (!status) return [];
  return status.workloads
    .flatMap(workload =>
      workloadDashboards(workload, status.clusters)
        .filter(({ dashboard }) => dashboard === 'workload')
        .map(({ href }) => ({
          href,
          name: workload.ref.name,
          cluster: workload.cluster,
        })),
    )
    .slice(0, MOST_DASHBOARDS);
}
