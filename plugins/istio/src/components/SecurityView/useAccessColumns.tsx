import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { ACCESS_TONES, useFactWords } from '../../hooks/useFactWords';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { workloadKey } from '../WorkloadsView/workloadKey';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** Columns of the access table; `onOpen` gets the workload to explain. */
export function useAccessColumns(
  onOpen: (key: string) => void,
): Array<FactColumn<WorkloadStatus>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return [
    {
      id: 'workload',
      title: t('routing.workload'),
      render: row => (
        <>
          <DisclosureButton
            open={false}
            label={t('authorization.open', {
              name: row.ref.name,
              cluster: row.cluster,
            })}
            onToggle={() => onOpen(workloadKey(row))}
          >
            {row.ref.name}
          </DisclosureButton>
          <div className={classes.quiet}>
            {row.cluster} · {row.ref.namespace}
          </div>
        </>
      ),
    },
    {
      id: 'access',
      title: t('authorization.title'),
      render: row => <AccessWord workload={row} />,
    },
    {
      id: 'token',
      title: t('authorization.token'),
      render: row => <TokenWord workload={row} />,
    },
    {
      id: 'network',
      title: t('network.title'),
      render: row => <NetworkWord workload={row} />,
    },
  ];
}

interface WordProps {
  workload: WorkloadStatus;
}

/** Who may call, in a word. */
function AccessWord({ workload: { authorization } }: WordProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  return authorization ? (
    <StateWord
      word={words.access(authorization.access)}
      tone={ACCESS_TONES[authorization.access]}
    />
  ) : (
    <StateWord word={t('authorization.notEnforced')} tone="neutral" />
  );
}

function TokenWord({ workload: { authorization } }: WordProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  if (!authorization) return <>{t('tab.noStep')}</>;
  const { jwt, tone } = authorization.authentication;
  return <StateWord word={words.jwt(jwt)} tone={tone} />;
}

function NetworkWord({ workload: { network } }: WordProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const classes = useStyles();
  if (!network) return <StateWord word={t('network.unread')} tone="unknown" />;
  const shut = network.needs.filter(need => need.allowed === 'no');
  return (
    <>
      <StateWord
        word={words.defaultDeny(network.defaultDeny)}
        tone={network.tone}
      />
      {shut.length > 0 && (
        <div className={classes.quiet}>
          {t('network.shut', {
            needs: [...new Set(shut.map(need => words.need(need.what)))].join(
              ', ',
            ),
          })}
        </div>
      )}
    </>
  );
}
