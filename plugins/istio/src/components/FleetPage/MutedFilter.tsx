import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilterStyles } from '../Filters/filterStyles';
import { useFleetParams } from './useFleetParams';

/** How many findings are muted; ticked, they are shown too. */
export function MutedFilter({ count }: { count: number }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useFilterStyles();
  const params = useFleetParams();
  const shown = params.get('muted') === 'true';
  if (count === 0 && !shown) return null;
  return (
    <label className={classes.filter}>
      {t('fleet.muted', { count })}
      <input
        type="checkbox"
        checked={shown}
        onChange={event =>
          params.filter('muted', event.target.checked ? 'true' : undefined)
        }
      />
    </label>
  );
}
