import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { Decider } from '../Why/Decider';
import type { SecurityRow } from './securityRow';
import { StrictAnswer } from './StrictAnswer';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  port: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    marginLeft: 4,
  },
}));

/** Columns of the security table; `onOpen` gets the row to explain. */
export function useSecurityColumns(
  onOpen: (key: string) => void,
): Array<FactColumn<SecurityRow>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useVerdictWords();
  return [
    {
      id: 'workload',
      title: t('security.workload'),
      render: ({ key, workload, port }) => (
        <>
          <DisclosureButton
            open={false}
            label={t('security.open', {
              port: String(port.port),
              name: workload.ref.name,
              cluster: workload.cluster,
            })}
            onToggle={() => onOpen(key)}
          >
            {workload.ref.name}
            <span className={classes.port}>
              {port.port === 0
                ? t('security.allPorts')
                : [`:${port.port}`, port.name].filter(Boolean).join(' ')}
            </span>
          </DisclosureButton>
          <div className={classes.quiet}>
            {workload.cluster} · {workload.ref.namespace}
          </div>
        </>
      ),
    },
    {
      id: 'mode',
      title: t('security.mode'),
      render: ({ port }) => (
        <StateWord word={words.mtls(port.mode)} tone={port.tone} />
      ),
    },
    {
      id: 'decidedBy',
      title: t('tab.decidedByShadowed'),
      render: ({ port }) => (
        <Decider why={port.why} fallback={t('security.noPolicy')} />
      ),
    },
    {
      id: 'strict',
      title: t('security.breaks'),
      render: ({ port }) => <StrictAnswer port={port} />,
    },
  ];
}
