import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type {
  FleetEntity,
  ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import { useMeshHref } from '../../hooks/useMeshHref';
import { kubectlGet } from '../../text/kubectlGet';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { InlineLink } from '../LinkedText/InlineLink';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
}));

interface RowLinksProps {
  entities: readonly FleetEntity[];
  /** How many more there are than are named. */
  more?: number;
  /** The object behind the row. */
  object: ObjectRef;
}

/** Whose row it is, and how to read the object itself. */
export function RowLinks({ entities, more = 0, object }: RowLinksProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <section className={classes.root} aria-label={t('fleet.links')}>
      <h3>{t('fleet.entities')}</h3>
      {entities.length === 0 ? (
        t('fleet.noEntity')
      ) : (
        <ul>
          {entities.map(entity => (
            <EntityLinks key={entity.entityRef} entity={entity} />
          ))}
          {more > 0 && <li>{t('fleet.moreEntities', { count: more })}</li>}
        </ul>
      )}
      <h3>{t('fleet.object')}</h3>
      <CodeBlock text={kubectlGet(object)} />
    </section>
  );
}

function EntityLinks({ entity }: { entity: FleetEntity }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const href = useMeshHref(entity.entityRef);
  return (
    <li>
      <EntityRefLink entityRef={entity.entityRef} title={entity.title} />
      {entity.owner && (
        <>
          {' '}
          {t('fleet.ownedBy')} <EntityRefLink entityRef={entity.owner} />
        </>
      )}
      {' · '}
      <InlineLink to={href()}>{t('fleet.meshOf')}</InlineLink>
    </li>
  );
}
