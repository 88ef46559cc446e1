import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ValidationFinding } from '@meshwright/backstage-plugin-istio-common';
import { StateWord } from '../../components/StateWord/StateWord';
import { safeHref } from '../../links/safeHref';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { FindingPlace } from '../FindingPlace';
import { useFindingWord } from './useHostWord';

const useStyles = makeStyles((theme: Theme) => ({
  root: (props: { severity: ValidationFinding['severity'] }) => {
    const { tint, solid } = toneColours(theme)[props.severity];
    return {
      border: `1px solid ${solid}`,
      borderRadius: theme.shape.borderRadius,
      background: tint,
      padding: theme.spacing(1.5, 2),
      display: 'grid',
      gap: theme.spacing(1),
      overflowWrap: 'anywhere',
    };
  },
  ways: {
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  way: {
    display: 'block',
    width: '100%',
    height: '100%',
    textAlign: 'left',
    background: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.25, 1.5),
  },
  choice: {
    // It is chosen by a click, and looks so.
    '& > :first-child': { color: textColours(theme).link },
    '&:hover, &:focus-visible': {
      borderColor: theme.palette.primary.main,
      boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
    },
  },
}));

interface FindingPanelProps {
  finding: ValidationFinding;
  /** Takes another host. */
  onUse: (host: string) => void;
}

/** One finding: what is wrong, what to do, and the ways out that can be chosen here. */
export function FindingPanel({ finding, onUse }: FindingPanelProps) {
  const classes = useStyles({ severity: finding.severity });
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { code, cause, fix, suggestions = [] } = finding;
  const documentation = safeHref(finding.documentation);
  return (
    <section className={classes.root}>
      <div>
        <StateWord {...useFindingWord()(finding)} />{' '}
        <Typography component="span" variant="body2">
          {cause}
        </Typography>
      </div>
      {finding.path && (
        <Typography variant="caption">
          <FindingPlace finding={{ path: finding.path }} />
        </Typography>
      )}
      {suggestions.length === 0 && (
        <Typography variant="body2">{fix}</Typography>
      )}
      {suggestions.length > 0 && (
        <ul className={classes.ways} aria-label={t('host.waysOut')}>
          {suggestions.map(suggestion => (
            <li key={suggestion.title}>
              <WayOut suggestion={suggestion} onUse={onUse} />
            </li>
          ))}
        </ul>
      )}
      {documentation && (
        <Typography variant="caption">
          <Link to={documentation}>{t('host.documentation', { code })}</Link>
        </Typography>
      )}
    </section>
  );
}

function WayOut(props: {
  suggestion: NonNullable<ValidationFinding['suggestions']>[number];
  onUse: (host: string) => void;
}) {
  const { title, detail, value } = props.suggestion;
  const classes = useStyles({ severity: 'info' });
  const text = (
    <>
      <Typography variant="subtitle2" component="span" display="block">
        {title}
      </Typography>
      <Typography variant="body2" component="span" color="textSecondary">
        {detail}
      </Typography>
    </>
  );
  return value?.field === 'host' ? (
    <ButtonBase
      className={`${classes.way} ${classes.choice}`}
      onClick={() => props.onUse(value.value)}
    >
      {text}
    </ButtonBase>
  ) : (
    <div className={classes.way}>{text}</div>
  );
}
