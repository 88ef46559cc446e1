import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ValidationResult } from '@meshwright/backstage-plugin-istio-common';
import { Notice } from '../../components/Notice/Notice';
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

/** What came of checking a host: the cause, and the ways out. */
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
  onUse: (host: string) => void;
}) {
  const { host, cluster, result } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { findings, unverified } = result;
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
    </div>
  );
}
