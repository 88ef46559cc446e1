import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilterStyles } from './filterStyles';

interface SelectFilterProps {
  label: string;
  value?: string;
  options: ReadonlyArray<{ value: string; text: string }>;
  /** What no choice means; "all" by default. */
  none?: string;
  onChange: (value: string | undefined) => void;
}

/** One filter with a few values to choose from. */
export function SelectFilter(props: SelectFilterProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useFilterStyles();
  return (
    <label className={classes.filter}>
      {props.label}
      <select
        value={props.value ?? ''}
        onChange={event => props.onChange(event.target.value || undefined)}
      >
        <option value="">{props.none ?? t('filter.all')}</option>
        {props.options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
