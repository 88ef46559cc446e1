import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetPage } from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Pill } from '../Panel/Pill';
import { useFleetParams } from './useFleetParams';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    padding: 0,
    border: 0,
    borderRadius: 12,
    background: 'none',
    font: 'inherit',
    cursor: 'pointer',
    '&:focus-visible, &[aria-pressed=true]': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
}));

/** Worst first; the others need nobody. */
const SHOWN = ['error', 'warning', 'unknown'] as const;

/** How many rows have which tone; each is a filter. */
export function TonePills(props: { byTone: FleetPage<'workloads'>['byTone'] }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const countText = useCountText();
  const params = useFleetParams();
  const present = params.get('tone');
  return (
    <>
      {SHOWN.map(tone => {
        const count = props.byTone[tone] ?? 0;
        if (count === 0) return null;
        const pressed = present === tone;
        return (
          <button
            key={tone}
            type="button"
            className={classes.root}
            aria-pressed={pressed}
            title={t('fleet.onlyThese')}
            onClick={() => params.filter('tone', pressed ? undefined : tone)}
          >
            <Pill tone={tone}>
              {t(`tonePill.${tone}`, { count, value: countText(count) })}
            </Pill>
          </button>
        );
      })}
    </>
  );
}
