import { makeStyles, type Theme } from '@material-ui/core/styles';
import { InfoCard } from '@backstage/core-components';
import { CARD_PADDING, type CardShell } from '../components/MeshCard/CardShell';
import { MeshCard } from '../components/MeshCard/MeshCard';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    containerType: 'inline-size',
    [CARD_PADDING]: `${theme.spacing(2)}px`,
  },
  header: { paddingTop: theme.spacing(1) },
  footer: { padding: theme.spacing(2) },
}));

const InfoCardShell: CardShell = ({ title, header, footer, children }) => {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <InfoCard
        title={title}
        subheader={<div className={classes.header}>{header}</div>}
        divider
        actions={<div className={classes.footer}>{footer}</div>}
      >
        {children}
      </InfoCard>
    </div>
  );
};

/** The overview card in the shell of the legacy frontend system. */
export function LegacyMeshCard() {
  return <MeshCard shell={InfoCardShell} />;
}
