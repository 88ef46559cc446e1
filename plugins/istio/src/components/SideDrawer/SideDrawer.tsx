import type { ReactNode } from 'react';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import LinkIcon from '@material-ui/icons/Link';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCopy } from '../../hooks/useCopy';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  paper: {
    boxSizing: 'border-box',
    width: 'min(520px, 100vw)',
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    background: theme.palette.background.paper,
    '& h2': {
      margin: 0,
      fontSize: '1rem',
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    '& h3': { margin: 0, fontSize: '0.8125rem', fontWeight: 600 },
  },
  head: { display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' },
  title: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: 4,
    fontSize: '0.875rem',
  },
  quiet: {
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
    color: textColours(theme).quiet,
  },
}));

const TITLE_ID = 'meshwright-side-drawer';

/** What stands in a {@link SideDrawer}. */
export interface DrawerContent {
  title: string;
  /** Where the object is: cluster and name. */
  place: string;
  /** The verdict in a word. */
  word?: ReactNode;
  body: ReactNode;
}

interface SideDrawerProps {
  /** Absent while the drawer is closed. */
  content?: DrawerContent;
  onClose: () => void;
}

/**
 * The whole reason behind one row, at the right edge. It takes the focus, gives
 * it back when it closes, and closes with Escape.
 */
export function SideDrawer({ content, onClose }: SideDrawerProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { copied, copy } = useCopy();
  const copyLabel = copied ? t('tab.copied') : t('tab.copyLink');
  return (
    <Drawer
      anchor="right"
      open={content !== undefined}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{ role: 'dialog', 'aria-labelledby': TITLE_ID }}
    >
      {content && (
        <>
          <div className={classes.head}>
            <div className={classes.title}>
              <span className={classes.quiet}>{content.place}</span>
              <h2 id={TITLE_ID}>{content.title}</h2>
              {content.word}
            </div>
            <IconButton
              size="small"
              title={copyLabel}
              aria-label={copyLabel}
              onClick={() => copy(window.location.href)}
            >
              <LinkIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              aria-label={t('tab.close')}
              onClick={onClose}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          </div>
          {content.body}
        </>
      )}
    </Drawer>
  );
}
