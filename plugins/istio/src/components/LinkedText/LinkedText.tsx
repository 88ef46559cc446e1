import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { Link } from '@backstage/core-components';
import { linkifyText, type TextTarget } from '../../links/linkifyText';

const useStyles = makeStyles((theme: Theme) => ({
  // Every Backstage app provides the link colour.
  object: { color: (theme as BackstageTheme).palette.link },
  link: { position: 'relative', zIndex: 1 },
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
          <Link key={key} className={classes.link} to={piece.target.href}>
            {piece.text}
          </Link>
        ) : (
          <span key={key} className={classes.object}>
            {piece.text}
          </span>
        );
      })}
    </>
  );
}
