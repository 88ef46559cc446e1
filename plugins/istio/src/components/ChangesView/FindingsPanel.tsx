import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  FindingStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { safeHref } from '../../links/safeHref';
import { useEntityStrictStep } from '../../steps/useEntityStrictStep';
import { objectText } from '../../text/objectText';
import { worstFirst } from '../../text/worstFirst';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { InlineLink } from '../LinkedText/InlineLink';
import { NextStepButton } from '../NextStep/NextStepButton';
import { Panel } from '../Panel/Panel';
import { Pill } from '../Panel/Pill';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  finding: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 0),
    '&:first-child': { paddingTop: 0 },
    '&:last-child': { paddingBottom: 0 },
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  text: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
  head: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
  code: { fontWeight: 600 },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** Code, object, cause, fix and documentation of each finding; muted ones are counted. */
export function FindingsPanel({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const countText = useCountText();
  const findings = worstFirst(
    status.findings.filter(finding => !finding.muted),
    finding => finding.severity,
    finding => `${finding.code} ${finding.cluster}`,
  );
  return (
    <Panel
      head={
        <>
          <h3>
            {t('changes.findings', { value: countText(findings.length) })}
          </h3>
          {status.mutedFindings > 0 && (
            <Pill tone="neutral">
              {t('changes.muted', { count: status.mutedFindings })}
            </Pill>
          )}
        </>
      }
    >
      {findings.length === 0 ? (
        t('changes.noFindings')
      ) : (
        <ul className={classes.list}>
          {findings.map(finding => (
            <Finding
              key={`${finding.cluster} ${finding.code} ${objectText(
                finding.ref,
              )} ${finding.cause}`}
              finding={finding}
              status={status}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Says that a workload takes plain text, for which its ports have a step. */
const PLAIN_TEXT = 'MW0003';

interface FindingProps {
  finding: FindingStatus;
  status: EntityStatus;
}

function Finding({ finding, status }: FindingProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const documentation = safeHref(finding.documentation);
  const strictStep = useEntityStrictStep(
    finding.code === PLAIN_TEXT ? status : undefined,
    ({ cluster, ref }) =>
      cluster === finding.cluster &&
      objectText(ref) === objectText(finding.ref),
  );
  const action = finding.action ?? strictStep;
  return (
    <li className={classes.finding}>
      <div className={classes.text}>
        <div className={classes.head}>
          <StateWord
            word={t(`changes.${finding.severity}`)}
            tone={finding.severity}
          />
          <span className={classes.code}>{finding.code}</span>
          <span>{objectText(finding.ref)}</span>
          <span className={classes.quiet}>{finding.cluster}</span>
          {finding.title && <span>{finding.title}</span>}
        </div>
        <div>{finding.cause}</div>
        <div className={classes.quiet}>
          {t('changes.fix')} {finding.fix}{' '}
          {documentation && (
            <InlineLink to={documentation}>
              {t('changes.documentation', { code: finding.code })}
            </InlineLink>
          )}
        </div>
      </div>
      {(action?.template || action?.command) && (
        <NextStepButton step={action} size="small" detailsHref="" />
      )}
    </li>
  );
}
