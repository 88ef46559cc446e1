import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { Why } from '@meshwright/backstage-plugin-istio-common';
import { objectName } from '../../text/objectText';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  name: { fontWeight: 600 },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

interface DeciderProps {
  why: Why;
  /** What is said when no object decides. */
  fallback: string;
}

/** The object that decides, then the overruled ones struck through with the reason. */
export function Decider({ why, fallback }: DeciderProps) {
  const classes = useStyles();
  const deciding = why.considered.find(object => object.decides);
  const overruled = why.considered.filter(object => !object.decides);
  return (
    <>
      {deciding ? (
        <>
          <span className={classes.name}>{objectName(deciding.ref)}</span>
          <div className={classes.quiet}>
            {[deciding.says, deciding.reason].filter(Boolean).join(', ')}
          </div>
        </>
      ) : (
        <span>{overruled.length > 0 ? why.summary : fallback}</span>
      )}
      {overruled.map(object => (
        <div
          key={`${object.ref.kind} ${objectName(object.ref)}`}
          className={classes.quiet}
        >
          <del>{objectName(object.ref)}</del> {object.reason}
        </div>
      ))}
    </>
  );
}
