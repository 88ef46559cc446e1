import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCopy } from '../../hooks/useCopy';
import { useMeshHref } from '../../hooks/useMeshHref';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

interface MeshMenuProps {
  entityRef: string;
  onRefresh: () => void;
}

/** Read again, open the tab, copy its link. */
export function MeshMenu({ entityRef, onRefresh }: MeshMenuProps) {
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
