import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';

const useStyles = makeStyles((theme: Theme) => ({
  root: { fontSize: '0.8125rem', color: textColours(theme).quiet },
}));

interface CertificateRemarkProps {
  certificate: CertificateStatus;
}

/** Who signs it, how long it lives, when it renews: beside the host. */
export function CertificateRemark({ certificate }: CertificateRemarkProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { duration } = useTimeText();
  const now = useNow().getTime();
  const { issuer, notBefore, notAfter, renewalTime, lifetimeLeft } =
    certificate;
  const parts: string[] = [];
  if (issuer) {
    parts.push(t('certificates.issuer', { issuer: objectText(issuer) }));
  }
  if (notBefore && notAfter) {
    const lifetime = duration(Date.parse(notAfter) - Date.parse(notBefore));
    parts.push(t('certificates.lifetime', { duration: lifetime }));
  }
  if (renewalTime) {
    const left = Date.parse(renewalTime) - now;
    parts.push(
      left >= 0
        ? t('certificates.renewsIn', { duration: duration(left) })
        : t('certificates.lateBy', { duration: duration(left) }),
    );
  }
  if (lifetimeLeft !== undefined) {
    const percent = String(Math.round(lifetimeLeft * 100));
    parts.push(t('certificates.left', { percent }));
  }
  return <span className={classes.root}>{parts.join(' · ')}</span>;
}
