import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router-dom';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => {
  const { warning } = toneColours(theme);
  return {
    root: {
      overflowX: 'auto',
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    list: {
      display: 'flex',
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    link: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(1.25, 1.75),
      borderBottom: '2px solid transparent',
      fontSize: '0.875rem',
      fontWeight: 600,
      // As high as a count, so that views with and without one stand in line.
      lineHeight: '20px',
      color: textColours(theme).quiet,
      textDecoration: 'none',
      whiteSpace: 'nowrap',
      '&:hover': { color: theme.palette.text.primary },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      '&[aria-current=page]': {
        color: theme.palette.text.primary,
        borderBottomColor: theme.palette.primary.main,
      },
    },
    count: {
      minWidth: 20,
      padding: '0 6px',
      borderRadius: 10,
      textAlign: 'center',
      fontSize: '0.75rem',
      lineHeight: '20px',
      background: warning.tint,
      color: warning.text,
    },
  };
});

interface ViewNavProps {
  views: ReadonlyArray<{
    /** As it stands in the address. */
    path: string;
    title: string;
    /** How much in it asks for attention. */
    count?: number;
  }>;
}

/** The views of a page, each with how much in it asks for attention. */
export function ViewNav({ views }: ViewNavProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { pathname } = useLocation();
  const root = useRef<HTMLElement>(null);
  // On a narrow screen the present view may lie beyond the edge.
  useEffect(() => {
    const current = root.current?.querySelector('[aria-current=page]');
    current?.scrollIntoView?.({ inline: 'nearest', block: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={root} className={classes.root} aria-label={t('tab.views')}>
      <ul className={classes.list}>
        {views.map(({ path, title, count = 0 }) => (
          <li key={path}>
            <NavLink to={path} className={classes.link}>
              {title}
              {count > 0 && (
                <span
                  className={classes.count}
                  title={t('tab.attention', { count })}
                >
                  {count}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
