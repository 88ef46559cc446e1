import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { objectName, objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Notice } from '../Notice/Notice';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';
import type { SecurityRow } from './securityRow';

const useStyles = makeStyles((theme: Theme) => ({
  paper: {
    boxSizing: 'border-box',
    width: 'min(440px, 100vw)',
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    background: theme.palette.background.paper,
    '& h2': { margin: 0, fontSize: '1rem', fontWeight: 600 },
    '& h3': { margin: 0, fontSize: '0.8125rem', fontWeight: 600 },
  },
  head: { display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start' },
  title: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: 4,
    fontSize: '0.875rem',
  },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

const TITLE_ID = 'meshwright-port-drawer';

interface PortDrawerProps {
  row?: SecurityRow;
  onClose: () => void;
}

/** The whole reason behind the mode of one port. */
export function PortDrawer({ row, onClose }: PortDrawerProps) {
  const classes = useStyles();
  return (
    <Drawer
      anchor="right"
      open={row !== undefined}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{ role: 'dialog', 'aria-labelledby': TITLE_ID }}
    >
      {row && <Content row={row} onClose={onClose} />}
    </Drawer>
  );
}

function Content({ row, onClose }: Required<PortDrawerProps>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useVerdictWords();
  const { workload, port } = row;
  return (
    <>
      <div className={classes.head}>
        <div className={classes.title}>
          <span className={classes.quiet}>
            {workload.cluster} · {objectText(workload.ref)}
          </span>
          <h2 id={TITLE_ID}>
            {port.port === 0
              ? t('security.drawerTitleAll')
              : t('security.drawerTitle', { port: String(port.port) })}
          </h2>
          <StateWord word={words.mtls(port.mode)} tone={port.tone} />
        </div>
        <IconButton size="small" aria-label={t('tab.close')} onClick={onClose}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </div>
      <WhyAndStep why={port.why} />
      {port.strict.reasons.length > 0 && (
        <>
          <h3>{t('security.breakList')}</h3>
          {port.strict.reasons.map(({ ref, reason }) => (
            <Notice key={objectName(ref)} tone="error">
              <strong>{objectName(ref)}</strong>: {reason}
            </Notice>
          ))}
        </>
      )}
    </>
  );
}
