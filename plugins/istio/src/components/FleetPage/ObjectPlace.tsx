import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ObjectRef } from '@meshwright/backstage-plugin-istio-common';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: {
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
    color: textColours(theme).quiet,
  },
}));

interface ObjectPlaceProps {
  cluster: string;
  object: ObjectRef;
}

/** Cluster, namespace and kind: the second line below a name. */
export function ObjectPlace({ cluster, object }: ObjectPlaceProps) {
  const classes = useStyles();
  const parts = [cluster, object.namespace, object.kind];
  return (
    <div className={classes.quiet}>{parts.filter(Boolean).join(' · ')}</div>
  );
}
