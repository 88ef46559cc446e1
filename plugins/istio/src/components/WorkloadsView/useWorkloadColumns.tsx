import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import type { FactColumn } from '../FactTable/FactTable';
import { NextStepButton } from '../NextStep/NextStepButton';
import { StateWord } from '../StateWord/StateWord';
import { PodBar } from './PodBar';
import { workloadKey } from './workloadKey';

const useStyles = makeStyles((theme: Theme) => ({
  strong: { fontWeight: 600 },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** Columns of the workload table; `onOpen` gets the row to open, or nothing. */
export function useWorkloadColumns(
  open: string | undefined,
  onOpen: (key: string | undefined) => void,
): Array<FactColumn<WorkloadStatus>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useVerdictWords();
  return [
    {
      id: 'cluster',
      title: t('workloads.cluster'),
      render: row => <span className={classes.strong}>{row.cluster}</span>,
    },
    {
      id: 'namespace',
      title: t('workloads.namespace'),
      render: row => row.ref.namespace,
    },
    {
      id: 'name',
      title: t('workloads.name'),
      render: row => {
        const key = workloadKey(row);
        return (
          <>
            <DisclosureButton
              open={key === open}
              label={t('workloads.showPods', { name: row.ref.name })}
              onToggle={() => onOpen(key === open ? undefined : key)}
            >
              {row.ref.name}
            </DisclosureButton>
            <div className={classes.quiet}>{row.ref.kind}</div>
          </>
        );
      },
    },
    {
      id: 'mode',
      title: t('workloads.mode'),
      render: ({ dataPlane }) =>
        words.mode(dataPlane.mode, dataPlane.nativeSidecar),
    },
    {
      id: 'expected',
      title: t('workloads.expected'),
      render: ({ revision }) => (
        <>
          {desiredText(revision)}
          <div className={classes.quiet}>
            {revision.actual.length > 0
              ? t('workloads.actual', { revisions: actualText(revision) })
              : t('workloads.actualNone')}
          </div>
        </>
      ),
    },
    {
      id: 'proxy',
      title: t('workloads.proxy'),
      render: ({ proxyVersions }) => (
        <>
          {proxyVersions.map(p => p.version).join(', ')}
          {proxyVersions.some(p => p.inferred) && (
            <div className={classes.quiet}>{t('workloads.inferred')}</div>
          )}
        </>
      ),
    },
    {
      id: 'pods',
      title: t('workloads.podsCurrent'),
      render: row => <PodBar pods={row.pods} tone={row.revision.tone} />,
    },
    {
      id: 'verdict',
      title: t('workloads.verdict'),
      render: ({ revision }) => (
        <StateWord
          word={words.revision(revision.verdict)}
          tone={revision.tone}
        />
      ),
    },
    {
      id: 'step',
      title: t('tab.nextStep'),
      align: 'right',
      render: row =>
        row.revision.action ? (
          <NextStepButton
            step={row.revision.action}
            size="small"
            detailsHref={`?open=${encodeURIComponent(workloadKey(row))}`}
          />
        ) : (
          t('tab.noStep')
        ),
    },
  ];
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
