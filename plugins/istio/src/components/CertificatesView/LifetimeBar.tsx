import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useLifetimeBarStyles } from './lifetimeBarStyles';
import { lifetimeMarks, type LifetimeMarks } from './lifetimeMarks';

interface LifetimeBarProps {
  certificate: CertificateStatus;
}

/** The life of a certificate: issued, renewal, now, the last sixth, end. */
export function LifetimeBar({ certificate }: LifetimeBarProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useLifetimeBarStyles();
  const { moment } = useTimeText();
  const now = useNow();
  const marks = lifetimeMarks(certificate, now);
  if (!marks) {
    return <div className={classes.empty}>{t('certificates.notIssued')}</div>;
  }
  const percent = String(Math.round(100 - marks.now));
  const left = { left: `${marks.now}%` };
  return (
    <div className={classes.root}>
      <div
        className={classes.bar}
        role="img"
        aria-label={t('certificates.bar', {
          from: moment(marks.issued, now),
          to: moment(marks.expires, now),
          renewal: marks.renewal ? moment(marks.renewal.time, now) : '–',
          percent,
        })}
      >
        <Spans marks={marks} />
        <div className={classes.now} style={left} />
        <div
          className={classes.nowText}
          // Beside the mark, but never beyond the end of the bar.
          style={{ left: `min(calc(${marks.now}% - 6px), calc(100% - 150px))` }}
        >
          {t('certificates.now', { percent })}
        </div>
      </div>
      <Labels marks={marks} />
    </div>
  );
}

function Spans({ marks }: { marks: LifetimeMarks }) {
  const classes = useLifetimeBarStyles();
  const renewal = marks.renewal?.percent ?? marks.atRisk.percent;
  const late = Math.max(0, marks.now - renewal);
  const risk = marks.atRisk.percent;
  return (
    <>
      <div
        className={`${classes.span} ${classes.good}`}
        style={{ left: 0, width: `${renewal}%` }}
      />
      <div
        className={`${classes.span} ${classes.risk}`}
        style={{ left: `${risk}%`, right: 0 }}
      />
      <div
        className={`${classes.span} ${classes.late}`}
        style={{ left: `${renewal}%`, width: `${late}%` }}
      />
      {marks.renewal && (
        <div className={classes.tick} style={{ left: `${renewal}%` }} />
      )}
      <div className={classes.tick} style={{ left: `${risk}%` }} />
    </>
  );
}

function Labels({ marks }: { marks: LifetimeMarks }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useLifetimeBarStyles();
  const { moment } = useTimeText();
  const now = useNow();
  const date = (time: string) => ({ date: moment(time, now) });
  return (
    <div className={classes.labels}>
      <span style={{ left: 0 }}>
        {t('certificates.issued', date(marks.issued))}
      </span>
      {marks.renewal && (
        <span style={{ right: `calc(${100 - marks.renewal.percent}% + 4px)` }}>
          {t('certificates.renewal', date(marks.renewal.time))}
        </span>
      )}
      <span
        style={{
          left: `${marks.atRisk.percent}%`,
          transform: 'translateX(-50%)',
        }}
      >
        {t('certificates.atRisk', date(marks.atRisk.time))}
      </span>
      <span style={{ right: 0 }}>
        {t('certificates.expires', date(marks.expires))}
      </span>
    </div>
  );
}
