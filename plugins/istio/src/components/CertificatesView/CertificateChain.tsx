import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ChainLink } from '@meshwright/backstage-plugin-istio-common';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { BreakableName } from '../BreakableName/BreakableName';
import { StateWord } from '../StateWord/StateWord';

const NARROW = '@container (max-width: 799px)';

const useStyles = makeStyles((theme: Theme) => {
  const { error } = toneColours(theme);
  return {
    root: { containerType: 'inline-size' },
    list: {
      display: 'grid',
      gridAutoFlow: 'column',
      gridAutoColumns: 'minmax(0, 1fr)',
      gap: 20,
      listStyle: 'none',
      margin: 0,
      padding: 0,
      [NARROW]: { gridAutoFlow: 'row', gap: 12 },
    },
    link: {
      position: 'relative',
      padding: theme.spacing(1, 1.25),
      border: `1px solid ${theme.palette.text.disabled}`,
      borderRadius: 6,
      fontSize: '0.75rem',
      lineHeight: 1.45,
      overflowWrap: 'break-word',
      // The line to the link before it.
      '& + &::before': {
        content: '""',
        position: 'absolute',
        left: -21,
        width: 20,
        top: '50%',
        borderTop: `1px solid ${theme.palette.text.disabled}`,
        [NARROW]: {
          left: 24,
          top: -13,
          width: 0,
          height: 12,
          borderTop: 0,
          borderLeft: `1px solid ${theme.palette.text.disabled}`,
        },
      },
    },
    broken: {
      border: `2px solid ${error.text}`,
      background: error.tint,
      '&&::before': { borderStyle: 'dashed', borderColor: error.text },
    },
    kind: { color: textColours(theme).quiet },
    title: { fontWeight: 600, fontSize: '0.8125rem' },
    detail: { color: textColours(theme).quiet },
  };
});

interface CertificateChainProps {
  chain: readonly ChainLink[];
  /** Names the chain for who does not see it. */
  label: string;
}

/** Host → gateway → secret → Certificate → request → order → challenge. */
export function CertificateChain({ chain, label }: CertificateChainProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <ol className={classes.list} aria-label={label}>
        {chain.map(link => (
          <li
            key={`${link.kind} ${link.title}`}
            className={`${classes.link} ${link.broken ? classes.broken : ''}`}
          >
            <div className={classes.kind}>{link.kind}</div>
            <div className={classes.title}>
              <BreakableName name={link.title} />
            </div>
            <StateWord word={link.state} tone={link.tone} />
            {link.detail && <div className={classes.detail}>{link.detail}</div>}
          </li>
        ))}
      </ol>
    </div>
  );
}
