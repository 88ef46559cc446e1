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
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  lines: { whiteSpace: 'pre', overflowWrap: 'normal' },
}));

interface CodeBlockProps {
  text: string;
  /** For what a broken line would make wrong, such as YAML: it scrolls. */
  keepLines?: boolean;
}

/** Text to copy or a message to read exactly as it came. */
export function CodeBlock({ text, keepLines }: CodeBlockProps) {
  const classes = useStyles();
  if (!keepLines) return <pre className={classes.root}>{text}</pre>;
  return (
    <pre
      className={`${classes.root} ${classes.lines}`}
      // Who has no mouse scrolls it with the arrow keys.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {text}
    </pre>
  );
}
