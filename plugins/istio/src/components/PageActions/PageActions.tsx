import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import LinkIcon from '@material-ui/icons/Link';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCopy } from '../../hooks/useCopy';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles({
  // Together, at the end of whichever line has room for both.
  root: { display: 'flex', gap: 8, marginLeft: 'auto' },
});

interface PageActionsProps {
  onRefresh: () => void;
}

/** Copies the address of what is shown, and reads it again. */
export function PageActions({ onRefresh }: PageActionsProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { copied, copy } = useCopy();
  const copyLabel = copied ? t('tab.copied') : t('tab.copyLink');
  return (
    <div className={classes.root}>
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
        title={t('tab.refresh')}
        aria-label={t('tab.refresh')}
        onClick={onRefresh}
      >
        <RefreshIcon fontSize="small" />
      </IconButton>
    </div>
  );
}
