import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { InlineLink } from '../LinkedText/InlineLink';
import type { DashboardLink } from './dashboardLinks';
import { useDashboardText } from './useDashboardText';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    overflowWrap: 'anywhere',
    '& h3': { margin: 0, fontSize: '0.875rem', fontWeight: 600 },
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
}));

/** What Grafana shows of the thing above; nothing where no Grafana is configured. */
export function GrafanaLinks({ links }: { links: readonly DashboardLink[] }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const textOf = useDashboardText();
  if (links.length === 0) return null;
  return (
    <section className={classes.root} aria-label={t('grafana.title')}>
      <h3>{t('grafana.title')}</h3>
      <ul>
        {links.map(link => (
          <li key={link.href}>
            <InlineLink to={link.href}>{textOf(link)}</InlineLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
