import { makeStyles, type Theme } from '@material-ui/core/styles';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityMeshCard } from '../src/components/MeshCard/EntityMeshCard';
import { entities } from './entities';
import { SCENARIOS } from './scenarios/scenarios';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(3),
    padding: theme.spacing(3),
    alignItems: 'start',
    color: theme.palette.text.primary,
    '& h2': { fontSize: '0.875rem', margin: 0 },
    '& p': {
      fontSize: '0.8125rem',
      margin: theme.spacing(0, 0, 1),
      color: theme.palette.text.secondary,
    },
  },
}));

/** The card in every state, side by side. */
export function Gallery() {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {SCENARIOS.map(({ name, title, remark }) => (
        <section key={name} id={name}>
          <h2>{title}</h2>
          <p>{remark}</p>
          <EntityProvider
            entity={entities.find(entity => entity.metadata.name === name)}
          >
            <EntityMeshCard />
          </EntityProvider>
        </section>
      ))}
    </div>
  );
}
