import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PortMtlsStatus } from '@meshwright/backstage-plugin-istio-common';
import { objectName } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  name: { fontWeight: 600, color: theme.palette.text.primary },
}));

/** Yes, no or unknown, with the names of who would be cut off. */
export function StrictAnswer({ port }: { port: PortMtlsStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { breaks, reasons } = port.strict;
  if (breaks === 'no') {
    return (
      <>
        <StateWord word={t('security.breaksNo')} tone="ok" />
        <div className={classes.quiet}>
          {port.mode === 'STRICT'
            ? t('security.alreadyStrict')
            : t('security.noClient')}
        </div>
      </>
    );
  }
  return (
    <>
      {breaks === 'yes' ? (
        <StateWord
          word={t('security.breaksYes', { count: reasons.length })}
          tone="error"
        />
      ) : (
        <StateWord word={t('security.breaksUnknown')} tone="unknown" />
      )}
      {reasons.map(({ ref, reason }) => (
        <div key={objectName(ref)} className={classes.quiet}>
          <span className={classes.name}>{objectName(ref)}</span>, {reason}
        </div>
      ))}
    </>
  );
}
