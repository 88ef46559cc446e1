import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { FleetEntity } from '@meshwright/backstage-plugin-istio-common';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  none: { whiteSpace: 'nowrap' },
  // On tinted rows the colour of the theme's links cannot be read.
  links: { '& a': { color: textColours(theme).link } },
}));

interface EntitiesCellProps {
  entities: readonly FleetEntity[];
  more?: number;
}

/** The first entity of a row with its owner; an unowned row says so. */
export function EntitiesCell({ entities, more = 0 }: EntitiesCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const [first, ...others] = entities;
  if (!first) {
    return (
      <span className={`${classes.quiet} ${classes.none}`}>
        {t('fleet.unowned')}
      </span>
    );
  }
  const hidden = others.length + more;
  return (
    <div className={classes.links}>
      <EntityRefLink entityRef={first.entityRef} title={first.title} />
      <div className={classes.quiet}>
        {first.owner && <EntityRefLink entityRef={first.owner} hideIcon />}
        {hidden > 0 && ` ${t('fleet.moreEntities', { count: hidden })}`}
      </div>
    </div>
  );
}
