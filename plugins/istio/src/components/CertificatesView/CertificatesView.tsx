import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CertificateState,
  EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { templateHref } from '../../links/templateHref';
import { objectName } from '../../text/objectText';
import { needsAttention } from '../../text/worstFirst';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilters } from '../Filters/useFilters';
import { InlineLink } from '../LinkedText/InlineLink';
import { Panel } from '../Panel/Panel';
import { certificateGroups } from './certificateGroups';
import { CertificatePanel } from './CertificatePanel';

const useStyles = makeStyles((theme: Theme) => ({
  note: {
    margin: 0,
    fontSize: '0.75rem',
    color: textColours(theme).quiet,
  },
}));

/** Nothing is open, and the reader wants it so. */
const CLOSED = 'none';

/** Each host as a chain down to what signs its certificate. */
export function CertificatesView({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const params = useUrlParams();
  const { shown, bar } = useCertificateFilters(status);
  const groups = certificateGroups(shown);
  const worst = groups.find(g => needsAttention(g.certificates[0].tone));
  const open = params.get('host') ?? worst?.host ?? groups[0]?.host;
  return (
    <>
      {bar}
      {groups.length === 0 && (
        <Panel>
          {status.certificates.length > 0 ? (
            t('filter.none')
          ) : (
            <NoCertificate status={status} />
          )}
        </Panel>
      )}
      {groups.map(group => (
        <CertificatePanel
          key={group.host}
          group={group}
          open={group.host === open}
          cluster={params.get('in')}
          onCluster={cluster => params.set('in', cluster)}
          onToggle={() =>
            params.set('host', group.host === open ? CLOSED : group.host)
          }
        />
      ))}
      <p className={classes.note}>{t('certificates.note')}</p>
    </>
  );
}

/** No host yet: the way to the first one, where the backend knows a template. */
function NoCertificate({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const step = status.facts.find(fact => fact.id === 'certificates')?.action;
  return (
    <>
      {t('certificates.empty')}{' '}
      {step?.template && (
        <InlineLink to={templateHref(step.template)}>{step.title}</InlineLink>
      )}
    </>
  );
}

function useCertificateFilters(status: EntityStatus) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  return useFilters(status.certificates, [
    { id: 'cluster', label: t('filter.cluster'), valueOf: c => c.cluster },
    {
      id: 'state',
      label: t('filter.state'),
      valueOf: c => c.state,
      // The options are the states of the rows and nothing else.
      textOf: state => words.certificate(state as CertificateState),
    },
    {
      id: 'issuer',
      label: t('filter.issuer'),
      valueOf: c => c.issuer && objectName(c.issuer),
    },
  ]);
}
