import { makeStyles, type Theme } from '@material-ui/core/styles';
import { linkifyText, type TextTarget } from '../../links/linkifyText';
import { textColours } from '../../theme/textColours';
import { InlineLink } from './InlineLink';

const useStyles = makeStyles((theme: Theme) => ({
  object: { color: textColours(theme).link },
}));

interface LinkedTextProps {
  text: string;
  targets: readonly TextTarget[];
}

/**
 * A sentence in which what leads somewhere looks so. A target without an
 * address lies on a row that is a link itself.
 */
export function LinkedText({ text, targets }: LinkedTextProps) {
  const classes = useStyles();
  return (
    <>
      {linkifyText(text, targets).map((piece, index) => {
        const key = `${index}:${piece.text}`;
        if (!piece.target) return <span key={key}>{piece.text}</span>;
        return piece.target.href ? (
          <InlineLink key={key} to={piece.target.href}>
            {piece.text}
          </InlineLink>
        ) : (
          <span key={key} className={classes.object}>
            {piece.text}
          </span>
        );
      })}
    </>
  );
}
