import { makeStyles, type Theme } from '@material-ui/core/styles';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { CARD_PADDING, NARROW_CARD, type CardShell } from './CardShell';
import { MeshCard } from './MeshCard';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    [CARD_PADDING]: 'var(--bui-space-3)',
    containerType: 'inline-size',
    // The title is never cut; on a narrow card the facts go below it.
    '& h3': { flexShrink: 0 },
    [NARROW_CARD]: {
      '& div:has(> h3)': { flexWrap: 'wrap', rowGap: 4 },
      '& h3 + div': { flexGrow: 1 },
    },
  },
  footer: {
    flex: 1,
    paddingTop: 'var(--bui-space-3)',
    borderTop: `1px solid ${theme.palette.divider}`,
    margin: '0 calc(-1 * var(--bui-space-3))',
    paddingLeft: 'var(--bui-space-3)',
    paddingRight: 'var(--bui-space-3)',
  },
}));

const EntityInfoShell: CardShell = ({ title, header, footer, children }) => {
  const classes = useStyles();
  return (
    <EntityInfoCard
      className={classes.root}
      title={title}
      headerActions={header}
      footerActions={<div className={classes.footer}>{footer}</div>}
    >
      {children}
    </EntityInfoCard>
  );
};

/** The overview card in the shell of the catalog's own cards. */
export function EntityMeshCard() {
  return <MeshCard shell={EntityInfoShell} />;
}
