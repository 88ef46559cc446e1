import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  BlockedPull,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { supplyWord } from '../../text/supplyWord';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { FactSection } from './FactSection';

const useStyles = makeStyles((theme: Theme) => ({
  image: {
    margin: 0,
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** Pulls that are blocked, in the registry's words, and images from elsewhere. */
export function SupplySection({ workload }: { workload: WorkloadStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { supply } = workload;
  if (!supply) {
    return (
      <FactSection
        title={t('supply.title')}
        word={t('supply.nothing')}
        tone="neutral"
      >
        {t('supply.noPod')}
      </FactSection>
    );
  }
  const outside = supply.images.filter(({ allowed }) => allowed === false);
  const judged = supply.images.some(({ allowed }) => allowed !== undefined);
  return (
    <FactSection
      title={t('supply.title')}
      word={t(`supply.${supplyWord(supply)}`)}
      tone={supply.tone}
      why={supply.why}
      step={supply.action}
    >
      {supply.blocked.map(pull => (
        <Blocked key={`${pull.pod} ${pull.container}`} pull={pull} />
      ))}
      {outside.length > 0 && (
        <>
          <strong>{t('supply.outside')}</strong>
          <ul className={classes.list}>
            {outside.map(({ container, image, pods }) => (
              <li key={`${container} ${image}`}>
                <span className={classes.image}>{image}</span>{' '}
                <span className={classes.quiet}>
                  {t('supply.usedBy', { container, count: pods })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!judged && supply.images.length > 0 && (
        <span className={classes.quiet}>{t('supply.notJudged')}</span>
      )}
    </FactSection>
  );
}

function Blocked({ pull }: { pull: BlockedPull }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <>
      <strong>
        {t('supply.blockedPod', {
          pod: pull.pod,
          container: pull.container,
          reason: pull.reason,
        })}
      </strong>
      <p className={classes.image}>{pull.image}</p>
      {pull.meaning && <span>{pull.meaning}</span>}
      <span className={classes.quiet}>{t('supply.registrySays')}</span>
      <CodeBlock text={pull.message} />
    </>
  );
}
