import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EgressStatus } from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { listText } from '../../text/listText';
import { objectName } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
}));

/** How the host is meant to be reached, and where TLS begins. */
export function IntentCell({ egress }: { egress: EgressStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const words = useFactWords();
  const { gateway } = egress;
  return (
    <>
      {words.intent(egress.intent)}
      <div className={classes.quiet}>
        {gateway
          ? t('egress.viaGateway', { gateway: objectName(gateway) })
          : t('egress.viaSidecar')}
      </div>
    </>
  );
}

/** Whose clients may use it. */
export function ClientsCell({ egress }: { egress: EgressStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <>
      {egress.namespaces.includes('*')
        ? t('egress.everyNamespace')
        : listText(egress.namespaces)}
    </>
  );
}
