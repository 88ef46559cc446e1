import Button from '@material-ui/core/Button';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCountText } from '../../hooks/useCountText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { PAGE_SIZE } from './useFleetList';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: '0.8125rem',
    '& > span': { marginRight: 'auto', color: textColours(theme).quiet },
  },
}));

interface PagerProps {
  /** What is paged through. */
  label: string;
  page: number;
  rows: number;
  total: number;
  onNext?: () => void;
  onPrevious?: () => void;
}

/** Which rows of how many, and the way to the others; nothing when all are shown. */
export function Pager(props: PagerProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const countText = useCountText();
  const { page, rows, onNext, onPrevious } = props;
  if (!onNext && !onPrevious) return null;
  const before = (page - 1) * PAGE_SIZE;
  return (
    <nav className={classes.root} aria-label={props.label}>
      <span>
        {t('fleet.rows', {
          from: String(before + 1),
          to: String(before + rows),
          total: countText(props.total),
        })}
      </span>
      <Button size="small" disabled={!onPrevious} onClick={onPrevious}>
        {t('fleet.previous')}
      </Button>
      <Button size="small" disabled={!onNext} onClick={onNext}>
        {t('fleet.next')}
      </Button>
    </nav>
  );
}
