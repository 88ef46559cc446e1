import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { Notice } from '../../components/Notice/Notice';
import { useTimeText } from '../../hooks/useTimeText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { FindingPanel } from './FindingPanel';
import type { HostCheck } from './HostCheck';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

interface HostCheckPanelProps {
  check: HostCheck;
  host: string;
  cluster: string;
  onUse: (host: string) => void;
}

/** What came of checking a host: the cause, the ways out, and what was looked at. */
export function HostCheckPanel(props: HostCheckPanelProps) {
  const { check, host, cluster } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  switch (check.state) {
    case 'no-target':
      return <FormHelperText>{t('host.noTarget')}</FormHelperText>;
    case 'checking':
      return check.slow ? (
        <FormHelperText>{t('host.slow', { cluster })}</FormHelperText>
      ) : null;
    case 'refused':
      return <Notice tone="error">{check.sentence}</Notice>;
    case 'forbidden':
      return (
        <Notice tone="unknown" shape="forbidden">
          {t('host.forbiddenText', { reason: check.reason })}
        </Notice>
      );
    case 'unverified':
      return (
        <Notice tone="unknown" shape="unreachable">
          {t('host.unverifiedText', { reason: check.reason })}
        </Notice>
      );
    case 'answered':
      return (
        <AnswerPanel
          host={host}
          cluster={cluster}
          result={check.result}
          seconds={check.seconds}
          onUse={props.onUse}
        />
      );
    default:
      return null;
  }
}

function AnswerPanel(props: {
  host: string;
  cluster: string;
  result: ValidationResult;
  seconds: number;
  onUse: (host: string) => void;
}) {
  const { host, cluster, result, seconds } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  const { findings, passed, unverified, verifiedAgainst } = result;
  const stopped = findings.some(({ severity }) => severity === 'error');
  return (
    <div className={classes.root}>
      {!stopped && unverified.length === 0 && (
        <Notice tone="ok">{t('host.freeText', { host, cluster })}</Notice>
      )}
      {findings.map(finding => (
        <FindingPanel
          key={`${finding.code} ${finding.cause}`}
          finding={finding}
          onUse={props.onUse}
        />
      ))}
      {unverified.length > 0 && (
        <Notice tone="unknown">
          <strong>{t('host.unverified')}</strong>
          <ul className={classes.list}>
            {unverified.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Typography variant="caption" color="textSecondary">
        {[
          t('host.passed', { count: passed }),
          verifiedAgainst &&
            t('host.against', {
              cluster: verifiedAgainst.cluster,
              age: ago(verifiedAgainst.at, now),
            }),
          seconds < 0.05
            ? t('host.answeredAtOnce')
            : t('host.answeredIn', { seconds: seconds.toFixed(1) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
    </div>
  );
}
