import Button from '@material-ui/core/Button';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 34,
  },
  filter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    paddingLeft: theme.spacing(1.25),
    border: `1px solid ${theme.palette.text.disabled}`,
    borderRadius: 4,
    background: theme.palette.background.paper,
    fontSize: '0.8125rem',
    color: textColours(theme).quiet,
    '&:focus-within': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -1,
    },
    '& select': {
      font: 'inherit',
      fontWeight: 600,
      maxWidth: 220,
      height: 32,
      border: 0,
      outline: 'none',
      cursor: 'pointer',
      background: theme.palette.background.paper,
      color: theme.palette.text.primary,
      borderRadius: 4,
      paddingRight: 4,
    },
  },
  count: {
    marginLeft: 'auto',
    fontSize: '0.8125rem',
    color: textColours(theme).quiet,
  },
}));

interface Filter {
  id: string;
  label: string;
  value?: string;
  options: Array<{ value: string; text: string }>;
}

interface FilterBarProps {
  filters: readonly Filter[];
  shown: number;
  total: number;
  onChange: (id: string, value: string | undefined) => void;
  onClear: () => void;
}

/** Filters that have something to choose from; the chosen ones stand in the URL. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const useful = props.filters.filter(
    filter => filter.options.length > 1 || filter.value !== undefined,
  );
  const active = props.filters.some(filter => filter.value !== undefined);
  if (useful.length === 0) return null;
  return (
    <div className={classes.root}>
      {useful.map(filter => (
        <label key={filter.id} className={classes.filter}>
          {filter.label}
          <select
            value={filter.value ?? ''}
            onChange={event =>
              props.onChange(filter.id, event.target.value || undefined)
            }
          >
            <option value="">{t('filter.all')}</option>
            {filter.options.map(option => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ))}
          </select>
        </label>
      ))}
      {active && (
        <Button size="small" color="primary" onClick={props.onClear}>
          {t('filter.clear')}
        </Button>
      )}
      {active && (
        <span className={classes.count}>
          {t('filter.shown', {
            shown: String(props.shown),
            total: String(props.total),
          })}
        </span>
      )}
    </div>
  );
}
