import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { listText } from '../../text/listText';
import { objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { NextStepButton } from '../NextStep/NextStepButton';

const useStyles = makeStyles((theme: Theme) => {
  const { error } = toneColours(theme);
  return {
    root: { containerType: 'inline-size', marginTop: theme.spacing(1.5) },
    box: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
      gap: theme.spacing(3),
      padding: theme.spacing(2),
      border: `2px solid ${error.text}`,
      borderRadius: 6,
      fontSize: '0.8125rem',
      lineHeight: 1.5,
      '@container (max-width: 799px)': {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    part: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'stretch',
      gap: theme.spacing(1),
      minWidth: 0,
      overflowWrap: 'anywhere',
      '& h4': { margin: 0, fontSize: '1.0625rem', lineHeight: 1.35 },
    },
    quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
    button: { display: 'flex', marginTop: theme.spacing(0.5) },
  };
});

interface RootCauseProps {
  certificate: CertificateStatus;
  /** Other clusters with the same cause. */
  alsoIn: readonly string[];
}

/** The cause in one line, the raw message below it, and the fix beside it. */
export function RootCause({ certificate, alsoIn }: RootCauseProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { rootCause: cause, action } = certificate;
  if (!cause) return null;
  return (
    <div className={classes.root}>
      <div className={classes.box}>
        <div className={classes.part}>
          <span className={classes.quiet}>
            {t('certificates.cause', { object: objectText(cause.object) })}
          </span>
          <h4>{cause.summary}</h4>
          <CodeBlock text={cause.message} />
          <Attempts certificate={certificate} reason={cause.reason} />
        </div>
        <div className={classes.part}>
          <span className={classes.quiet}>{t('certificates.fix')}</span>
          <span>{action?.detail ?? t('certificates.noFix')}</span>
          {alsoIn.length > 0 && (
            <span className={classes.quiet}>
              {t('certificates.alsoIn', { clusters: listText(alsoIn) })}
            </span>
          )}
          {(action?.template || action?.command) && (
            <div className={classes.button}>
              <NextStepButton step={action} detailsHref="" />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function Attempts(props: { certificate: CertificateStatus; reason: string }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { duration } = useTimeText();
  const now = useNow();
  const { failedAttempts, nextAttemptAt } = props.certificate;
  const next = nextAttemptAt ? Date.parse(nextAttemptAt) - now.getTime() : 0;
  const parts = [
    failedAttempts === undefined
      ? props.reason
      : t('certificates.attempts', {
          reason: props.reason,
          count: failedAttempts,
        }),
    ...(next > 0
      ? [t('certificates.nextAttempt', { duration: duration(next) })]
      : []),
  ];
  return <span className={classes.quiet}>{parts.join(' · ')}</span>;
}
