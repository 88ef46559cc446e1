import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FACT_IDS } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFactRowStyles } from './factRowStyles';

const useStyles = makeStyles((theme: Theme) => ({
  bar: {
    height: 10,
    borderRadius: 5,
    background: theme.palette.action.disabledBackground,
    margin: '4px 0 8px',
  },
  first: { width: '46%' },
  second: { width: '64%', opacity: 0.6, marginBottom: 4 },
}));

/** The rows in their final height, labels already there. */
export function CardSkeleton() {
  const { t } = useTranslationRef(istioTranslationRef);
  const rows = useFactRowStyles();
  const classes = useStyles();
  return (
    <ul className={rows.list} aria-label={t('state.loading.label')}>
      {FACT_IDS.map(id => (
        <li key={id} className={rows.row}>
          <span className={rows.label}>{t(`facts.${id}`)}</span>
          <div aria-hidden="true">
            <div className={`${classes.bar} ${classes.first}`} />
            <div className={`${classes.bar} ${classes.second}`} />
          </div>
        </li>
      ))}
    </ul>
  );
}
