import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilterStyles } from './filterStyles';
import { SelectFilter } from './SelectFilter';

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
  const classes = useFilterStyles();
  const useful = props.filters.filter(
    filter => filter.options.length > 1 || filter.value !== undefined,
  );
  const active = props.filters.some(filter => filter.value !== undefined);
  if (useful.length === 0) return null;
  return (
    <div className={classes.root}>
      {useful.map(filter => (
        <SelectFilter
          key={filter.id}
          label={filter.label}
          value={filter.value}
          options={filter.options}
          onChange={value => props.onChange(filter.id, value)}
        />
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
