import { makeStyles, type Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    margin: 0,
    padding: theme.spacing(1.25, 1.5),
    borderRadius: 6,
    background:
      theme.palette.type === 'dark'
        ? theme.palette.background.default
        : theme.palette.action.hover,
    color: theme.palette.text.primary,
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    lineHeight: 1.5,
    overflowX: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** Text to copy or a message to read exactly as it came. */
export function CodeBlock(props: { text: string }) {
  const classes = useStyles();
  return <pre className={classes.root}>{props.text}</pre>;
}
