import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ConsideredObject } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Pill } from '../Panel/Pill';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => {
  const { info } = toneColours(theme);
  return {
    list: {
      listStyle: 'none',
      counterReset: 'considered',
      margin: 0,
      padding: 0,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 6,
      overflow: 'hidden',
    },
    item: {
      counterIncrement: 'considered',
      position: 'relative',
      padding: theme.spacing(1, 1.5, 1, 5),
      fontSize: '0.8125rem',
      lineHeight: 1.5,
      overflowWrap: 'anywhere',
      '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
      '&::before': {
        content: 'counter(considered)',
        position: 'absolute',
        left: theme.spacing(1.5),
        top: theme.spacing(1),
        width: 18,
        height: 18,
        lineHeight: '18px',
        textAlign: 'center',
        borderRadius: '50%',
        fontSize: '0.6875rem',
        border: `1px solid ${textColours(theme).quiet}`,
      },
    },
    decides: {
      background: info.tint,
      boxShadow: `inset 3px 0 0 ${info.text}`,
    },
    name: { fontWeight: 600, marginRight: theme.spacing(0.75) },
    reason: { color: textColours(theme).quiet },
  };
});

interface ConsideredListProps {
  considered: readonly ConsideredObject[];
}

/** The objects on the way to a verdict: the one that decides, and why the rest does not. */
export function ConsideredList({ considered }: ConsideredListProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { moment } = useTimeText();
  const now = useNow();
  return (
    <ol className={classes.list} aria-label={t('tab.considered')}>
      {considered.map(object => (
        <li
          key={`${objectText(object.ref)} ${object.says}`}
          className={`${classes.item} ${object.decides ? classes.decides : ''}`}
        >
          <span className={classes.name}>{objectText(object.ref)}</span>
          {object.scope && <Pill tone="neutral">{object.scope}</Pill>}
          <div>
            {object.says}
            {object.createdAt && ` · ${moment(object.createdAt, now)}`}
          </div>
          <div>
            <StateWord
              word={object.decides ? t('tab.decides') : t('tab.overruled')}
              tone={object.decides ? 'info' : 'neutral'}
            />{' '}
            <span className={classes.reason}>{object.reason}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
