import { makeStyles, type Theme } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { BreakableName } from '../BreakableName/BreakableName';
import { Panel } from '../Panel/Panel';
import { StateWord } from '../StateWord/StateWord';
import { CertificateChain } from './CertificateChain';
import type { CertificateGroup } from './certificateGroups';
import { CertificateRemark } from './CertificateRemark';
import { LifetimeBar } from './LifetimeBar';
import { RootCause } from './RootCause';
import { SecretSection } from './SecretSection';

const useStyles = makeStyles((theme: Theme) => ({
  toggle: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.25),
    padding: 0,
    border: 0,
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    textAlign: 'left',
    minWidth: 0,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
      borderRadius: 2,
    },
    '& > span': { whiteSpace: 'nowrap' },
  },
  cluster: {
    height: 24,
    padding: '0 9px',
    borderRadius: 12,
    border: `1px solid ${theme.palette.text.disabled}`,
    background: 'none',
    font: 'inherit',
    fontSize: '0.75rem',
    fontWeight: 600,
    color: 'inherit',
    cursor: 'pointer',
    '&[aria-pressed=true]': {
      border: `2px solid ${theme.palette.primary.main}`,
    },
  },
  stack: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
}));

interface CertificatePanelProps {
  group: CertificateGroup;
  open: boolean;
  /** The cluster that the URL asks for. */
  cluster?: string;
  onCluster: (cluster: string) => void;
  onToggle: () => void;
}

/** One host: its state in a line, opened its lifetime, chain and cause. */
export function CertificatePanel(props: CertificatePanelProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useVerdictWords();
  const { group, open, onToggle } = props;
  const { certificates, host } = group;
  const shown =
    certificates.find(c => c.cluster === props.cluster) ?? certificates[0];
  const Chevron = open ? ExpandLessIcon : ExpandMoreIcon;
  return (
    <Panel
      head={
        <>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            title={t('certificates.show', { host })}
            onClick={onToggle}
          >
            <Chevron aria-hidden="true" />
            <h3>
              <BreakableName name={host} />
            </h3>
            <StateWord
              word={words.certificate(shown.state)}
              tone={shown.tone}
              shape={shown.state === 'renewing' ? 'renewing' : undefined}
            />
          </button>
          {certificates.map(certificate => (
            <button
              key={certificate.cluster}
              type="button"
              className={classes.cluster}
              aria-pressed={certificate === shown}
              onClick={() => props.onCluster(certificate.cluster)}
            >
              {certificate.cluster}
            </button>
          ))}
          <CertificateRemark certificate={shown} />
        </>
      }
    >
      {open && (
        <div className={classes.stack}>
          <LifetimeBar certificate={shown} />
          <div>
            <CertificateChain
              chain={shown.chain}
              label={t('certificates.chain')}
            />
            <RootCause
              certificate={shown}
              alsoIn={sameCause(shown, certificates)}
            />
          </div>
          {shown.secret && <SecretSection check={shown.secret} />}
        </div>
      )}
    </Panel>
  );
}

function sameCause(
  shown: CertificateStatus,
  certificates: readonly CertificateStatus[],
): string[] {
  return certificates
    .filter(
      other =>
        other !== shown &&
        other.rootCause?.summary === shown.rootCause?.summary,
    )
    .map(other => other.cluster);
}
