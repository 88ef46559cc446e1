import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Tone,
  ValidationFinding,
} from '@meshwright/backstage-plugin-istio-common';
import { Pill } from '../../components/Panel/Pill';
import { StateWord } from '../../components/StateWord/StateWord';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { safeHref } from '../../links/safeHref';
import { objectText } from '../../text/objectText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { FindingPlace } from '../FindingPlace';
import type { ChangePreview } from './ChangePreview';
import { usePreviewStyles } from './previewStyles';

const GROUPS = [
  ['block', 'error'],
  ['warn', 'warning'],
  ['info', 'info'],
] as const;

/** What the checks found, in the order in which it matters. */
export function CheckGroups({ preview }: { preview: ChangePreview }) {
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  const { findings, passed, unverified, verifiedAgainst } = preview;
  return (
    <section className={classes.panel} aria-label={t('preview.checks')}>
      <h3 className={classes.title}>
        {t('preview.checks')} <Verdict preview={preview} />
      </h3>
      {GROUPS.map(([group, severity]) => (
        <CheckGroup
          key={group}
          group={group}
          findings={findings.filter(finding => finding.severity === severity)}
        />
      ))}
      {unverified.length > 0 && (
        <div>
          <h4 className={classes.subtitle}>
            <StateWord word={t('preview.unverified')} tone="unknown" />
            <Pill tone="neutral">{unverified.length}</Pill>
          </h4>
          <p className={classes.quiet}>{t('preview.unverifiedHint')}</p>
          <ul className={classes.list}>
            {unverified.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <p className={classes.quiet}>
        {t('host.passed', { count: passed })}
        {verifiedAgainst &&
          `, ${t('host.against', {
            cluster: verifiedAgainst.cluster,
            age: ago(verifiedAgainst.at, now),
          })}`}
      </p>
    </section>
  );
}

const TONES: Record<(typeof GROUPS)[number][0], Tone> = {
  block: 'error',
  warn: 'warning',
  info: 'info',
};

function CheckGroup(props: {
  group: (typeof GROUPS)[number][0];
  findings: readonly ValidationFinding[];
}) {
  const { group, findings } = props;
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  // That nothing stops the change is worth a line; that nothing is remarked is not.
  if (findings.length === 0 && group !== 'block') return null;
  return (
    <div>
      <h4 className={classes.subtitle}>
        <StateWord
          word={t(`preview.group.${group}`)}
          tone={findings.length > 0 ? TONES[group] : 'neutral'}
        />
        <Pill tone="neutral">{findings.length}</Pill>
      </h4>
      {findings.length === 0 ? (
        <p className={classes.quiet}>{t('preview.nothingStops')}</p>
      ) : (
        <ul className={classes.plain}>
          {findings.map(finding => (
            <li key={`${finding.code} ${finding.cause}`}>
              <Finding finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Finding({ finding }: { finding: ValidationFinding }) {
  const { code, cause, fix, ref } = finding;
  const classes = usePreviewStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const documentation = safeHref(finding.documentation);
  return (
    <>
      <strong>
        {documentation ? <Link to={documentation}>{code}</Link> : code}
      </strong>
      {ref && <span className={classes.quiet}> {objectText(ref)}</span>}
      <div>{cause}</div>
      {(finding.path || finding.field) && (
        <div className={classes.quiet}>
          <FindingPlace finding={finding} />
        </div>
      )}
      <div className={classes.quiet}>
        {t('preview.fix')} {fix}
      </div>
    </>
  );
}

function Verdict({ preview }: { preview: ChangePreview }) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const count = (severity: ValidationFinding['severity']) =>
    preview.findings.filter(finding => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors > 0) {
    return (
      <StateWord word={t('preview.stopped', { count: errors })} tone="error" />
    );
  }
  if (warnings > 0) {
    return (
      <StateWord
        word={t('preview.readyWarnings', { count: warnings })}
        tone="warning"
      />
    );
  }
  return preview.unverified.length > 0 ? (
    <StateWord word={t('preview.readyUnverified')} tone="unknown" />
  ) : (
    <StateWord word={t('preview.ready')} tone="ok" />
  );
}
