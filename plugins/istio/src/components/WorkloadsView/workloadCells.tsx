import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import { NextStepButton } from '../NextStep/NextStepButton';
import { leadingStep } from './leadingStep';
import { workloadKey } from './workloadKey';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  short: { '& a, & button': { whiteSpace: 'nowrap' } },
}));

/** So many letters of a button fit into the column. */
const SHORT = 20;

interface NameCellProps {
  workload: WorkloadStatus;
  open: boolean;
  onToggle: () => void;
}

/** Name and kind; opens the pods. */
export function NameCell({ workload, open, onToggle }: NameCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { name, kind } = workload.ref;
  return (
    <>
      <DisclosureButton
        open={open}
        label={t('workloads.showPods', { name })}
        onToggle={onToggle}
      >
        {name}
      </DisclosureButton>
      <div className={classes.quiet}>{kind}</div>
    </>
  );
}

/** What admission would choose today, and what runs. */
export function RevisionCell({ revision }: Pick<WorkloadStatus, 'revision'>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <>
      {desiredText(revision)}
      <div className={classes.quiet}>
        {revision.actual.length > 0
          ? t('workloads.actual', { revisions: actualText(revision) })
          : t('workloads.actualNone')}
      </div>
    </>
  );
}

/** Versions of the proxies; an inferred one says so. */
export function ProxyCell({
  proxyVersions,
}: Pick<WorkloadStatus, 'proxyVersions'>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <>
      {proxyVersions.map(proxy => proxy.version).join(', ')}
      {proxyVersions.some(proxy => proxy.inferred) && (
        <div className={classes.quiet}>{t('workloads.inferred')}</div>
      )}
    </>
  );
}

/** The next step of a workload, where there is one. */
export function StepCell({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const action = leadingStep(workload);
  if (!action) return <>{t('tab.noStep')}</>;
  // Only a template is named on its button.
  const short = !action.template || action.title.length <= SHORT;
  return (
    <div className={short ? classes.short : undefined}>
      <NextStepButton
        step={action}
        size="small"
        detailsHref={`?open=${encodeURIComponent(workloadKey(workload))}`}
      />
    </div>
  );
}

function desiredText({ tag, desired }: WorkloadStatus['revision']): string {
  if (!desired) return '–';
  return tag ? `${tag} → ${desired}` : desired;
}

function actualText({ actual }: WorkloadStatus['revision']): string {
  return actual.length === 1
    ? actual[0].revision
    : actual.map(({ revision, pods }) => `${revision} ×${pods}`).join(', ');
}
